package org.anfitrion.libvirt.wire;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statistics of domains, many in one call. */
public final class StatisticsRecords {

    private static final int NO_SUPPORT = 3;
    private static final int INVALID_ARGUMENT = 8;
    private static final int ARGUMENT_UNSUPPORTED = 74;
    private static final int OPERATION_UNSUPPORTED = 84;

    /** {@code virDomainStatsRecord}: two pointers and an int. */
    private static final int RECORD_PARAMETERS = Native.POINTER_SIZE;

    private static final int RECORD_COUNT = 2 * Native.POINTER_SIZE;

    private StatisticsRecords() {}

    /**
     * Who gets the statistics of one domain after the other.
     *
     * @param <K> what the name of a value means
     */
    public interface Receiver<K> extends StatisticsReceiver<K> {

        /**
         * Begins a domain. Its values follow.
         *
         * @param uuid which
         * @param name its name
         */
        void begin(UUID uuid, String name);

        /** Ends the domain that was begun. */
        void end();
    }

    /**
     * Reads the statistics of all domains in one call.
     *
     * @param wire where; the caller holds a lease
     * @param stats of {@code virDomainStatsTypes}
     * @param flags of {@code virConnectGetAllDomainStatsFlags}
     * @param attempt what for
     * @param meanings what a name means; null if its value is not wanted
     * @param receiver who gets them
     * @param <K> what a name means
     * @return false if this backend has no such call
     */
    public static <K> boolean all(
            WireConnection wire,
            int stats,
            int flags,
            Attempt attempt,
            Function<String, @Nullable K> meanings,
            Receiver<K> receiver) {
        PointerByReference array = new PointerByReference();
        int count = wire.library().virConnectGetAllDomainStats(wire.pointer(), stats, array, flags);
        if (count < 0) {
            return absent(wire, attempt);
        }
        tell(wire, array.getValue(), count, meanings, receiver);
        return true;
    }

    /**
     * Reads the statistics of one domain.
     *
     * @param wire where; the caller holds a lease
     * @param domain which
     * @param stats of {@code virDomainStatsTypes}
     * @param attempt what for
     * @param meanings what a name means; null if its value is not wanted
     * @param receiver who gets them: nothing if the domain is gone
     * @param <K> what a name means
     * @return false if this backend has no such call
     */
    public static <K> boolean one(
            WireConnection wire,
            DomainReference domain,
            int stats,
            Attempt attempt,
            Function<String, @Nullable K> meanings,
            Receiver<K> receiver) {
        PointerByReference array = new PointerByReference();
        try (Memory list = new Memory(2L * Native.POINTER_SIZE)) {
            list.setPointer(0, domain.pointer().getPointer());
            list.setPointer(Native.POINTER_SIZE, null);
            int count = wire.library().virDomainListGetStats(list, stats, array, 0);
            if (count < 0) {
                return absent(wire, attempt);
            }
            tell(wire, array.getValue(), count, meanings, receiver);
            return true;
        }
    }

    /** Older and smaller drivers say in several ways that they have no such call. */
    private static boolean absent(WireConnection wire, Attempt attempt) {
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.is(NO_SUPPORT)
                || error.is(ARGUMENT_UNSUPPORTED)
                || error.is(OPERATION_UNSUPPORTED)
                || error.is(INVALID_ARGUMENT)) {
            return false;
        }
        throw wire.failed(attempt, error);
    }

    private static <K> void tell(
            WireConnection wire,
            @Nullable Pointer records,
            int count,
            Function<String, @Nullable K> meanings,
            Receiver<K> receiver) {
        if (records == null) {
            return;
        }
        try (Memory uuid = new Memory(UuidBytes.LENGTH)) {
            ParameterWalk<K> walk = new ParameterWalk<>(meanings);
            for (Pointer item : count == 0 ? new Pointer[0] : records.getPointerArray(0, count)) {
                Pointer domain = item.getPointer(0);
                receiver.begin(uuid(domain, uuid), name(domain));
                walk.read(item.getPointer(RECORD_PARAMETERS), item.getInt(RECORD_COUNT), receiver);
                receiver.end();
            }
        } finally {
            wire.library().virDomainStatsRecordListFree(records);
        }
    }

    static UUID uuid(Pointer domain, Memory room) {
        DirectFunctions.virDomainGetUUID(domain, room);
        return UuidBytes.uuid(room.getByteArray(0, UuidBytes.LENGTH));
    }

    static String name(Pointer domain) {
        return text(DirectFunctions.virDomainGetName(domain));
    }

    /** Reads a text of libvirt's; none is empty. */
    static String text(@Nullable Pointer text) {
        return text == null ? "" : text.getString(0, StandardCharsets.UTF_8.name());
    }
}
