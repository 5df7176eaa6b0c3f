/**
 * What happens on a host, as values, in the order the backend told it.
 */
@NullMarked
package org.anfitrion.api.event;

import org.jspecify.annotations.NullMarked;
