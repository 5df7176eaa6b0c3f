/** Snapshots and saved memory: both are kept by VirtualBox in the machine's folder of snapshots. */
@NullMarked
package org.anfitrion.driver.vbox.snapshot;

import org.jspecify.annotations.NullMarked;
