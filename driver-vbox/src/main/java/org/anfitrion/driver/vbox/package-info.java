/**
 * The driver for VirtualBox: sessions and facets. It changes machines by {@code VBoxManage}, one process a call, and reads them
 * from VirtualBox's own settings files.
 */
@NullMarked
package org.anfitrion.driver.vbox;

import org.jspecify.annotations.NullMarked;
