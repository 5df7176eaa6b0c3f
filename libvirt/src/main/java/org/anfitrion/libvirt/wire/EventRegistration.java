package org.anfitrion.libvirt.wire;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One kind of event that a connection was asked for.
 *
 * @param kind which
 * @param receiver who gets it, by the number in {@link EventCallbacks#RECEIVERS}
 * @param callback libvirt's own number of it
 */
record EventRegistration(EventKind kind, long receiver, int callback) {

    /** Asks for it; empty if there is no such event here. */
    static Optional<EventRegistration> of(EventKind kind, Pointer connection, Consumer<WireEvent> listener) {
        long receiver = EventCallbacks.RECEIVERS.add(new EventCallbacks.Receiver(kind, listener));
        int callback = register(kind, connection, Callbacks.opaque(receiver));
        if (callback < 0) {
            EventCallbacks.RECEIVERS.remove(receiver);
            return Optional.empty();
        }
        return Optional.of(new EventRegistration(kind, receiver, callback));
    }

    private static int register(EventKind kind, Pointer connection, Pointer opaque) {
        int number = kind.number();
        Callback function = kind.callback();
        return switch (kind.source()) {
            case DOMAIN ->
                DirectFunctions.virConnectDomainEventRegisterAny(connection, null, number, function, opaque, null);
            case NETWORK ->
                DirectFunctions.virConnectNetworkEventRegisterAny(connection, null, number, function, opaque, null);
            case POOL ->
                DirectFunctions.virConnectStoragePoolEventRegisterAny(connection, null, number, function, opaque, null);
            case SECRET ->
                DirectFunctions.virConnectSecretEventRegisterAny(connection, null, number, function, opaque, null);
            case NODE_DEVICE ->
                DirectFunctions.virConnectNodeDeviceEventRegisterAny(connection, null, number, function, opaque, null);
        };
    }

    /** Ends it. Its answer does not matter: the connection is about to end, or has broken. */
    void end(Pointer connection) {
        int number = callback;
        switch (kind.source()) {
            case DOMAIN -> DirectFunctions.virConnectDomainEventDeregisterAny(connection, number);
            case NETWORK -> DirectFunctions.virConnectNetworkEventDeregisterAny(connection, number);
            case POOL -> DirectFunctions.virConnectStoragePoolEventDeregisterAny(connection, number);
            case SECRET -> DirectFunctions.virConnectSecretEventDeregisterAny(connection, number);
            case NODE_DEVICE -> DirectFunctions.virConnectNodeDeviceEventDeregisterAny(connection, number);
        }
        EventCallbacks.RECEIVERS.remove(receiver);
    }
}
