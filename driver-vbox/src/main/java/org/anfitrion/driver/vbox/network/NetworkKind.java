package org.anfitrion.driver.vbox.network;

/** What VirtualBox calls a network: each kind is kept, and changed, in another way. */
enum NetworkKind {
    /** A network behind the host's address: {@code VBoxManage natnetwork}. It is up while it is enabled. */
    NAT,
    /**
     * A network of its guests alone. VirtualBox knows it by its DHCP server, {@code VBoxManage dhcpserver}, or not at all: then
     * it is only a name that machines have in common. It is up while its DHCP server is enabled.
     */
    INTERNAL,
    /** An interface of the host that guests are connected to: {@code VBoxManage hostonlyif}. VirtualBox names it. */
    HOST_ONLY
}
