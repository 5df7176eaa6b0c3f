package org.anfitrion.libvirt.wire;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's functions that are called once for each domain of a list or each event, and those that register callbacks: bound
 * directly, so that neither a call nor a callback goes through Java's reflection.
 */
final class DirectFunctions {

    static {
        Natives.bind(DirectFunctions.class);
    }

    private DirectFunctions() {}

    /**
     * Maps {@code virDomainGetUUID}.
     *
     * @param domain which
     * @param uuid receives 16 bytes
     * @return 0, or -1
     */
    static native int virDomainGetUUID(Pointer domain, Pointer uuid);

    /**
     * Maps {@code virDomainGetName}.
     *
     * @param domain which
     * @return its name, the domain's own
     */
    static native @Nullable Pointer virDomainGetName(Pointer domain);

    /**
     * Maps {@code virNetworkGetName}.
     *
     * @param network which
     * @return its name, the network's own
     */
    static native @Nullable Pointer virNetworkGetName(Pointer network);

    /**
     * Maps {@code virStoragePoolGetName}.
     *
     * @param pool which
     * @return its name, the pool's own
     */
    static native @Nullable Pointer virStoragePoolGetName(Pointer pool);

    /**
     * Maps {@code virNodeDeviceGetName}.
     *
     * @param device which
     * @return its name, the device's own
     */
    static native @Nullable Pointer virNodeDeviceGetName(Pointer device);

    /**
     * Maps {@code virSecretGetUUID}.
     *
     * @param secret which
     * @param uuid receives 16 bytes
     * @return 0, or -1
     */
    static native int virSecretGetUUID(Pointer secret, Pointer uuid);

    /**
     * Maps {@code virConnectDomainEventRegisterAny}.
     *
     * @param connection where
     * @param domain which domain; null for all
     * @param event a {@code virDomainEventID}
     * @param callback called on the event thread
     * @param opaque given to the callback
     * @param free called when the callback is not needed any more
     * @return the callback's number, or -1
     */
    static native int virConnectDomainEventRegisterAny(
            Pointer connection,
            @Nullable Pointer domain,
            int event,
            Callback callback,
            Pointer opaque,
            @Nullable Pointer free);

    /**
     * Maps {@code virConnectNetworkEventRegisterAny}.
     *
     * @param connection where
     * @param network which network; null for all
     * @param event a {@code virNetworkEventID}
     * @param callback called on the event thread
     * @param opaque given to the callback
     * @param free called when the callback is not needed any more
     * @return the callback's number, or -1
     */
    static native int virConnectNetworkEventRegisterAny(
            Pointer connection,
            @Nullable Pointer network,
            int event,
            Callback callback,
            Pointer opaque,
            @Nullable Pointer free);

    /**
     * Maps {@code virConnectStoragePoolEventRegisterAny}.
     *
     * @param connection where
     * @param pool which pool; null for all
     * @param event a {@code virStoragePoolEventID}
     * @param callback called on the event thread
     * @param opaque given to the callback
     * @param free called when the callback is not needed any more
     * @return the callback's number, or -1
     */
    static native int virConnectStoragePoolEventRegisterAny(
            Pointer connection,
            @Nullable Pointer pool,
            int event,
            Callback callback,
            Pointer opaque,
            @Nullable Pointer free);

    /**
     * Maps {@code virConnectSecretEventRegisterAny}.
     *
     * @param connection where
     * @param secret which secret; null for all
     * @param event a {@code virSecretEventID}
     * @param callback called on the event thread
     * @param opaque given to the callback
     * @param free called when the callback is not needed any more
     * @return the callback's number, or -1
     */
    static native int virConnectSecretEventRegisterAny(
            Pointer connection,
            @Nullable Pointer secret,
            int event,
            Callback callback,
            Pointer opaque,
            @Nullable Pointer free);

    /**
     * Maps {@code virConnectNodeDeviceEventRegisterAny}.
     *
     * @param connection where
     * @param device which device; null for all
     * @param event a {@code virNodeDeviceEventID}
     * @param callback called on the event thread
     * @param opaque given to the callback
     * @param free called when the callback is not needed any more
     * @return the callback's number, or -1
     */
    static native int virConnectNodeDeviceEventRegisterAny(
            Pointer connection,
            @Nullable Pointer device,
            int event,
            Callback callback,
            Pointer opaque,
            @Nullable Pointer free);

    /**
     * Maps {@code virConnectDomainEventDeregisterAny}.
     *
     * @param connection where
     * @param callback its number
     * @return 0, or -1
     */
    static native int virConnectDomainEventDeregisterAny(Pointer connection, int callback);

    /**
     * Maps {@code virConnectNetworkEventDeregisterAny}.
     *
     * @param connection where
     * @param callback its number
     * @return 0, or -1
     */
    static native int virConnectNetworkEventDeregisterAny(Pointer connection, int callback);

    /**
     * Maps {@code virConnectStoragePoolEventDeregisterAny}.
     *
     * @param connection where
     * @param callback its number
     * @return 0, or -1
     */
    static native int virConnectStoragePoolEventDeregisterAny(Pointer connection, int callback);

    /**
     * Maps {@code virConnectSecretEventDeregisterAny}.
     *
     * @param connection where
     * @param callback its number
     * @return 0, or -1
     */
    static native int virConnectSecretEventDeregisterAny(Pointer connection, int callback);

    /**
     * Maps {@code virConnectNodeDeviceEventDeregisterAny}.
     *
     * @param connection where
     * @param callback its number
     * @return 0, or -1
     */
    static native int virConnectNodeDeviceEventDeregisterAny(Pointer connection, int callback);
}
