/** Screens, remote displays and keyboards of machines. */
@NullMarked
package org.anfitrion.driver.vbox.display;

import org.jspecify.annotations.NullMarked;
