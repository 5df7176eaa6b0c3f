/** Finding the machine that a call is about, for all facets but that of domains. */
@NullMarked
package org.anfitrion.driver.vbox.machine;

import org.jspecify.annotations.NullMarked;
