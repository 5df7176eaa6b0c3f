/** Programs that a user of the library would write: {@link org.anfitrion.examples.Quickstart} is the one to begin with. */
package org.anfitrion.examples;
