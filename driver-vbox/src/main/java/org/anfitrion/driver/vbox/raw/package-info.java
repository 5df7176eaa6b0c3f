/** The way past the neutral model: VBoxManage's own commands, and settings files. */
@NullMarked
package org.anfitrion.driver.vbox.raw;

import org.jspecify.annotations.NullMarked;
