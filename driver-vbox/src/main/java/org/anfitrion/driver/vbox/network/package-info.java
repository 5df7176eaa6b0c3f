/** VirtualBox's networks: NAT networks, internal networks with a DHCP server, and host-only interfaces. */
@NullMarked
package org.anfitrion.driver.vbox.network;

import org.jspecify.annotations.NullMarked;
