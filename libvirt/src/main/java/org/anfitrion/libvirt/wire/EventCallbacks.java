package org.anfitrion.libvirt.wire;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions that libvirt calls when something happens: one for each form that its callbacks have ({@code
 * libvirt-domain.h}), made once and never freed, with plain pointers, so that nothing is made by reflection on the event
 * thread. What they are given is valid during the call only, so all of it is read at once.
 */
final class EventCallbacks {

    /** Who gets one kind of event. */
    record Receiver(EventKind kind, Consumer<WireEvent> listener) {}

    static final Callbacks<Receiver> RECEIVERS = new Callbacks<>();

    private static final UUID NONE = new UUID(0, 0);

    /** {@code virDomainEventGraphicsAddress}: an int, then two texts. */
    private static final int ADDRESS_NODE = Native.POINTER_SIZE;

    private static final int ADDRESS_SERVICE = 2 * Native.POINTER_SIZE;

    interface Lifecycle extends Callback {
        int invoke(Pointer connection, Pointer subject, int event, int detail, @Nullable Pointer opaque);
    }

    interface Plain extends Callback {
        void invoke(Pointer connection, Pointer subject, @Nullable Pointer opaque);
    }

    interface Value extends Callback {
        void invoke(Pointer connection, Pointer subject, long number, @Nullable Pointer opaque);
    }

    interface Code extends Callback {
        void invoke(Pointer connection, Pointer subject, int code, @Nullable Pointer opaque);
    }

    interface TwoCodes extends Callback {
        void invoke(Pointer connection, Pointer subject, int first, int second, @Nullable Pointer opaque);
    }

    interface ThreeCodes extends Callback {
        void invoke(Pointer connection, Pointer subject, int first, int second, int third, @Nullable Pointer opaque);
    }

    interface Text extends Callback {
        void invoke(Pointer connection, Pointer subject, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    interface TextCode extends Callback {
        void invoke(Pointer connection, Pointer subject, @Nullable Pointer text, int code, @Nullable Pointer opaque);
    }

    interface CodeText extends Callback {
        void invoke(Pointer connection, Pointer subject, int code, @Nullable Pointer text, @Nullable Pointer opaque);
    }

    interface TextTwoCodes extends Callback {
        void invoke(
                Pointer connection,
                Pointer subject,
                @Nullable Pointer text,
                int first,
                int second,
                @Nullable Pointer opaque);
    }

    interface TextNumber extends Callback {
        void invoke(Pointer connection, Pointer subject, @Nullable Pointer text, long number, @Nullable Pointer opaque);
    }

    interface TwoTextsCode extends Callback {
        void invoke(
                Pointer connection,
                Pointer subject,
                @Nullable Pointer one,
                @Nullable Pointer other,
                int code,
                @Nullable Pointer opaque);
    }

    interface TwoTextsCodeText extends Callback {
        void invoke(
                Pointer connection,
                Pointer subject,
                @Nullable Pointer one,
                @Nullable Pointer other,
                int code,
                @Nullable Pointer last,
                @Nullable Pointer opaque);
    }

    interface ThreeTextsCode extends Callback {
        void invoke(
                Pointer connection,
                Pointer subject,
                @Nullable Pointer one,
                @Nullable Pointer other,
                @Nullable Pointer last,
                int code,
                @Nullable Pointer opaque);
    }

    interface TwoTextsTwoNumbers extends Callback {
        void invoke(
                Pointer connection,
                Pointer subject,
                @Nullable Pointer one,
                @Nullable Pointer other,
                long first,
                long second,
                @Nullable Pointer opaque);
    }

    interface Graphics extends Callback {
        void invoke(
                Pointer connection,
                Pointer subject,
                int phase,
                @Nullable Pointer local,
                @Nullable Pointer remote,
                @Nullable Pointer scheme,
                @Nullable Pointer identities,
                @Nullable Pointer opaque);
    }

    interface Parameters extends Callback {
        void invoke(Pointer connection, Pointer subject, @Nullable Pointer array, int count, @Nullable Pointer opaque);
    }

    static final Lifecycle LIFECYCLE = (connection, subject, event, detail, opaque) -> {
        tell(opaque, subject, event, detail, List.of());
        return 0;
    };
    static final Plain PLAIN = (connection, subject, opaque) -> tell(opaque, subject, 0, 0, List.of());
    static final Value NUMBER = (connection, subject, number, opaque) -> tell(opaque, subject, number, 0, List.of());
    static final Code CODE = (connection, subject, code, opaque) -> tell(opaque, subject, code, 0, List.of());
    static final TwoCodes TWO_CODES =
            (connection, subject, first, second, opaque) -> tell(opaque, subject, first, second, List.of());
    static final ThreeCodes THREE_CODES =
            (connection, subject, first, second, third, opaque) -> tell(opaque, subject, first, second, List.of());
    static final Text TEXT = (connection, subject, text, opaque) -> tell(opaque, subject, 0, 0, List.of(string(text)));
    static final TextCode TEXT_CODE =
            (connection, subject, text, code, opaque) -> tell(opaque, subject, code, 0, List.of(string(text)));
    static final CodeText CODE_TEXT =
            (connection, subject, code, text, opaque) -> tell(opaque, subject, code, 0, List.of(string(text)));
    static final TextTwoCodes TEXT_TWO_CODES = (connection, subject, text, first, second, opaque) ->
            tell(opaque, subject, first, second, List.of(string(text)));
    static final TextNumber TEXT_NUMBER =
            (connection, subject, text, number, opaque) -> tell(opaque, subject, number, 0, List.of(string(text)));
    static final TwoTextsCode TWO_TEXTS_CODE = (connection, subject, one, other, code, opaque) ->
            tell(opaque, subject, code, 0, List.of(string(one), string(other)));
    static final TwoTextsCodeText TWO_TEXTS_CODE_TEXT = (connection, subject, one, other, code, last, opaque) ->
            tell(opaque, subject, code, 0, List.of(string(one), string(other), string(last)));
    static final ThreeTextsCode THREE_TEXTS_CODE = (connection, subject, one, other, last, code, opaque) ->
            tell(opaque, subject, code, 0, List.of(string(one), string(other), string(last)));
    static final TwoTextsTwoNumbers TWO_TEXTS_TWO_NUMBERS = (connection, subject, one, other, first, second, opaque) ->
            tell(opaque, subject, first, second, List.of(string(one), string(other)));
    static final Graphics GRAPHICS = (connection, subject, phase, local, remote, scheme, identities, opaque) ->
            tell(opaque, subject, phase, 0, List.of(address(remote)));
    static final Parameters PARAMETERS = (connection, subject, array, count, opaque) -> RECEIVERS.deliver(
            opaque, receiver -> tell(receiver, subject, 0, 0, List.of(), ParameterWalk.texts(array, count)));

    private EventCallbacks() {}

    private static String string(@Nullable Pointer text) {
        return StatisticsRecords.text(text);
    }

    private static String address(@Nullable Pointer address) {
        if (address == null) {
            return "";
        }
        String node = string(address.getPointer(ADDRESS_NODE));
        String service = string(address.getPointer(ADDRESS_SERVICE));
        if (service.isEmpty()) {
            return node;
        }
        return (node.contains(":") ? "[" + node + "]" : node) + ":" + service;
    }

    private static void tell(@Nullable Pointer opaque, Pointer subject, long first, long second, List<String> texts) {
        RECEIVERS.deliver(opaque, receiver -> tell(receiver, subject, first, second, texts, List.of()));
    }

    private static void tell(
            Receiver receiver,
            Pointer subject,
            long first,
            long second,
            List<String> texts,
            List<Map.Entry<String, String>> parameters) {
        EventKind kind = receiver.kind();
        UUID uuid =
                switch (kind.source()) {
                    case DOMAIN -> uuid(subject, true);
                    case SECRET -> uuid(subject, false);
                    case NETWORK, POOL, NODE_DEVICE -> NONE;
                };
        String name = string(
                switch (kind.source()) {
                    case DOMAIN -> DirectFunctions.virDomainGetName(subject);
                    case NETWORK -> DirectFunctions.virNetworkGetName(subject);
                    case POOL -> DirectFunctions.virStoragePoolGetName(subject);
                    case NODE_DEVICE -> DirectFunctions.virNodeDeviceGetName(subject);
                    case SECRET -> null;
                });
        receiver.listener().accept(new WireEvent(kind, uuid, name, first, second, texts, parameters));
    }

    private static UUID uuid(Pointer subject, boolean domain) {
        try (Memory room = new Memory(UuidBytes.LENGTH)) {
            if (domain) {
                DirectFunctions.virDomainGetUUID(subject, room);
            } else {
                DirectFunctions.virSecretGetUUID(subject, room);
            }
            return UuidBytes.uuid(room.getByteArray(0, UuidBytes.LENGTH));
        }
    }
}
