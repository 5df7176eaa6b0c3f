/** Clones, other names, and appliance files. */
@NullMarked
package org.anfitrion.driver.vbox.provisioning;

import org.jspecify.annotations.NullMarked;
