package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.NetworkPointer;

/** libvirt's functions for networks, leases, addresses, secrets and the devices of a host, as {@link LibvirtLibrary} says. */
public interface NetworkFunctions extends Library {

    /**
     * Maps {@code virConnectListAllNetworks}.
     *
     * @param connection where
     * @param networks receives an array to be freed, of networks to be freed
     * @param flags of {@code virConnectListAllNetworksFlags}
     * @return how many, or -1
     */
    int virConnectListAllNetworks(ConnectionPointer connection, PointerByReference networks, int flags);

    /**
     * Maps {@code virNetworkUpdate}.
     *
     * @param network which
     * @param command a {@code virNetworkUpdateCommand}
     * @param section a {@code virNetworkUpdateSection}
     * @param parent which element of several that could hold the section's; -1 for the only one
     * @param xml the element
     * @param flags of {@code virNetworkUpdateFlags}
     * @return 0, or -1
     */
    int virNetworkUpdate(NetworkPointer network, int command, int section, int parent, String xml, int flags);

    /**
     * Maps {@code virNetworkGetDHCPLeases}.
     *
     * @param network which
     * @param mac of which card; null for all
     * @param leases receives an array to be freed, of leases for {@link #virNetworkDHCPLeaseFree}
     * @param flags always 0
     * @return how many, or -1
     */
    int virNetworkGetDHCPLeases(NetworkPointer network, @Nullable String mac, PointerByReference leases, int flags);

    /**
     * Maps {@code virNetworkDHCPLeaseFree}.
     *
     * @param lease a {@code virNetworkDHCPLease}
     */
    void virNetworkDHCPLeaseFree(Pointer lease);

    /**
     * Maps {@code virDomainInterfaceFree}.
     *
     * @param card a {@code virDomainInterface}
     */
    void virDomainInterfaceFree(Pointer card);

    /**
     * Maps {@code virConnectListAllSecrets}.
     *
     * @param connection where
     * @param secrets receives an array to be freed, of secrets to be freed
     * @param flags of {@code virConnectListAllSecretsFlags}
     * @return how many, or -1
     */
    int virConnectListAllSecrets(ConnectionPointer connection, PointerByReference secrets, int flags);

    /**
     * Maps {@code virConnectListAllNodeDevices}.
     *
     * @param connection where
     * @param devices receives an array to be freed, of devices to be freed
     * @param flags of {@code virConnectListAllNodeDeviceFlags}
     * @return how many, or -1
     */
    int virConnectListAllNodeDevices(ConnectionPointer connection, PointerByReference devices, int flags);
}
