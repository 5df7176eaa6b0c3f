package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.ptr.PointerByReference;
import org.libvirt.jna.ConnectionPointer;

/** libvirt's functions for networks, leases, addresses, secrets and the devices of a host, as {@link LibvirtLibrary} says. */
public interface NetworkFunctions extends Library {

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
