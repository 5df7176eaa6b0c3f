package org.anfitrion.libvirt.wire;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/**
 * Facts about domains, read in bulk or one by one.
 *
 * @param uuid which domain
 * @param name its name
 * @param state a {@code virDomainState}; negative if it was not read
 * @param reason the state's own reason
 * @param cpus CPUs on line, or configured; negative if it was not read
 * @param memoryKibibytes the balloon's size; negative if it was not read
 */
public record DomainFacts(UUID uuid, String name, int state, int reason, int cpus, long memoryKibibytes) {

    private static final int NOT_READ = -1;

    private static final int STATS_STATE = 1;
    private static final int STATS_BALLOON = 4;
    private static final int STATS_VCPU = 8;
    /** Skips what would wait for a busy domain; state, balloon and CPU count never do. */
    private static final int NO_WAIT = 1 << 29;

    private static final int NO_SUPPORT = 3;
    private static final int ARGUMENT_UNSUPPORTED = 74;
    private static final int INVALID_ARGUMENT = 8;
    private static final int OPERATION_UNSUPPORTED = 84;
    private static final int NO_DOMAIN = 42;

    /** {@code virDomainInfo}: an unsigned char, two unsigned longs, an unsigned short, an unsigned long long. */
    private static final int INFO_MEMORY = 2 * Native.LONG_SIZE;

    private static final int INFO_CPUS = 3 * Native.LONG_SIZE;
    private static final int INFO_SIZE = 4 * Native.LONG_SIZE + Long.BYTES;

    /** {@code virDomainStatsRecord}: two pointers and an int. */
    private static final int RECORD_PARAMETERS = Native.POINTER_SIZE;

    private static final int RECORD_COUNT = 2 * Native.POINTER_SIZE;

    /**
     * Tells whether CPUs and memory were read.
     *
     * @return false if the backend's bulk call leaves them out, as the test driver's does
     */
    public boolean hasResources() {
        return cpus > 0 && memoryKibibytes >= 0;
    }

    /**
     * Reads who there is, in one call.
     *
     * @param wire where; the caller holds a lease
     * @param flags of {@code virConnectListAllDomainsFlags}
     * @param attempt what for
     * @return the domains, with identities only
     */
    public static List<DomainFacts> identities(WireConnection wire, int flags, Attempt attempt) {
        return sweep(wire, flags, attempt, pointer -> Optional.of(identity(wire.library(), pointer)));
    }

    /**
     * Reads everything about every domain in one call.
     *
     * @param wire where; the caller holds a lease
     * @param flags of {@code virConnectListAllDomainsFlags}
     * @param attempt what for
     * @return the domains; empty if this backend has no such call
     */
    public static Optional<List<DomainFacts>> inBulk(WireConnection wire, int flags, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        PointerByReference array = new PointerByReference();
        int stats = STATS_STATE | STATS_BALLOON | STATS_VCPU;
        int count = library.virConnectGetAllDomainStats(wire.pointer(), stats, array, flags | NO_WAIT);
        if (count < 0) {
            LibvirtError error = LibvirtError.last(library);
            if (error.is(NO_SUPPORT)
                    || error.is(ARGUMENT_UNSUPPORTED)
                    || error.is(OPERATION_UNSUPPORTED)
                    || error.is(INVALID_ARGUMENT)) {
                return Optional.empty();
            }
            throw wire.failed(attempt, error);
        }
        Pointer records = array.getValue();
        try {
            List<DomainFacts> facts = new ArrayList<>(count);
            for (Pointer item : count == 0 ? new Pointer[0] : records.getPointerArray(0, count)) {
                facts.add(read(library, item));
            }
            return Optional.of(facts);
        } finally {
            if (records != null) {
                library.virDomainStatsRecordListFree(records);
            }
        }
    }

    private static DomainFacts read(LibvirtLibrary library, Pointer item) {
        DomainFacts who = identity(library, new DomainPointer(item.getPointer(0)));
        int count = item.getInt(RECORD_COUNT);
        TypedParameters values = TypedParameters.read(item.getPointer(RECORD_PARAMETERS), count);
        long current = values.number("balloon.current")
                .orElse(values.number("balloon.maximum").orElse(NOT_READ));
        return new DomainFacts(
                who.uuid,
                who.name,
                (int) values.number("state.state").orElse(0),
                (int) values.number("state.reason").orElse(0),
                (int) values.number("vcpu.current").orElse(NOT_READ),
                current);
    }

    /**
     * Reads everything about every domain, one by one: for backends without the bulk call.
     *
     * @param wire where; the caller holds a lease
     * @param flags of {@code virConnectListAllDomainsFlags}
     * @param attempt what for
     * @return the domains
     */
    public static List<DomainFacts> oneByOne(WireConnection wire, int flags, Attempt attempt) {
        return sweep(wire, flags, attempt, pointer -> {
            DomainFacts facts = of(wire.library(), pointer);
            if (facts != null) {
                return Optional.of(facts);
            }
            LibvirtError error = LibvirtError.last(wire.library());
            if (error.is(NO_DOMAIN)) {
                return Optional.empty(); // it went away since it was listed
            }
            throw wire.failed(attempt, error);
        });
    }

    private interface Reader {
        Optional<DomainFacts> read(DomainPointer pointer);
    }

    private static List<DomainFacts> sweep(WireConnection wire, int flags, Attempt attempt, Reader reader) {
        LibvirtLibrary library = wire.library();
        PointerByReference array = new PointerByReference();
        int count = library.virConnectListAllDomains(wire.pointer(), array, flags);
        if (count < 0) {
            throw wire.failed(attempt);
        }
        Pointer items = array.getValue();
        Pointer[] domains = count == 0 ? new Pointer[0] : items.getPointerArray(0, count);
        List<DomainFacts> facts = new ArrayList<>(count);
        try {
            for (Pointer domain : domains) {
                reader.read(new DomainPointer(domain)).ifPresent(facts::add);
            }
            return facts;
        } finally {
            for (Pointer domain : domains) {
                library.virDomainFree(new DomainPointer(domain));
            }
            if (items != null) {
                Native.free(Pointer.nativeValue(items));
            }
        }
    }

    /**
     * Reads everything about one domain.
     *
     * @param wire where; the caller holds a lease
     * @param domain which
     * @param attempt what for
     * @return the facts
     */
    public static DomainFacts of(WireConnection wire, DomainReference domain, Attempt attempt) {
        DomainFacts facts = of(wire.library(), domain.pointer());
        if (facts == null) {
            throw wire.failed(attempt);
        }
        return facts;
    }

    private static @Nullable DomainFacts of(LibvirtLibrary library, DomainPointer pointer) {
        DomainFacts who = identity(library, pointer);
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        try (Memory info = new Memory(INFO_SIZE)) {
            info.clear();
            if (library.virDomainGetInfo(pointer, info) < 0) {
                return null;
            }
            if (library.virDomainGetState(pointer, state, reason, 0) < 0) {
                return null;
            }
            return new DomainFacts(
                    who.uuid,
                    who.name,
                    state.getValue(),
                    reason.getValue(),
                    Math.max(1, Short.toUnsignedInt(info.getShort(INFO_CPUS))),
                    info.getNativeLong(INFO_MEMORY).longValue());
        }
    }

    private static DomainFacts identity(LibvirtLibrary library, DomainPointer pointer) {
        byte[] uuid = new byte[UuidBytes.LENGTH];
        library.virDomainGetUUID(pointer, uuid);
        return new DomainFacts(
                UuidBytes.uuid(uuid), library.virDomainGetName(pointer), NOT_READ, 0, NOT_READ, NOT_READ);
    }
}
