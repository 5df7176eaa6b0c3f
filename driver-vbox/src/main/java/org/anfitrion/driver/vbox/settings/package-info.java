/** Reading VirtualBox's settings files: the registry {@code VirtualBox.xml} and the {@code .vbox} file of each machine. */
@NullMarked
package org.anfitrion.driver.vbox.settings;

import org.jspecify.annotations.NullMarked;
