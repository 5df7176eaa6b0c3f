package org.anfitrion.libvirt.wire;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
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

    private static final int INTERNAL_ERROR = 1;
    private static final int NO_DOMAIN = 42;

    /** {@code virDomainState}. */
    private static final int SHUTTING_DOWN = 4;

    private static final int SHUT_OFF = 5;

    /** {@code virDomainInfo}: an unsigned char, two unsigned longs, an unsigned short, an unsigned long long. */
    private static final int INFO_MAXIMUM = Native.LONG_SIZE;

    /** Of a container what it uses just now, which is of statistics; of others what the balloon leaves it. */
    private static final int INFO_MEMORY = 2 * Native.LONG_SIZE;

    private static final int INFO_CPUS = 3 * Native.LONG_SIZE;
    private static final int INFO_SIZE = 4 * Native.LONG_SIZE + Long.BYTES;

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
        return sweep(wire, flags, attempt, pointer -> Optional.of(identity(pointer)));
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
        FactsReceiver facts = new FactsReceiver();
        boolean answered = StatisticsRecords.all(
                wire, STATS_STATE | STATS_BALLOON | STATS_VCPU, flags | NO_WAIT, attempt, FACTS::get, facts);
        return answered ? Optional.of(facts.all) : Optional.empty();
    }

    private enum Fact {
        STATE,
        REASON,
        CPUS,
        MEMORY,
        MAXIMUM
    }

    private static final Map<String, Fact> FACTS = Map.of(
            "state.state", Fact.STATE,
            "state.reason", Fact.REASON,
            "vcpu.current", Fact.CPUS,
            "balloon.current", Fact.MEMORY,
            "balloon.maximum", Fact.MAXIMUM);

    /** Puts facts together as they come. */
    private static final class FactsReceiver implements StatisticsRecords.Receiver<Fact> {

        private final List<DomainFacts> all = new ArrayList<>();
        private UUID uuid = new UUID(0, 0);
        private String name = "";
        private int state;
        private int reason;
        private int cpus;
        private long memory;
        private long maximum;

        @Override
        public void begin(UUID which, String called) {
            uuid = which;
            name = called;
            state = 0;
            reason = 0;
            cpus = NOT_READ;
            memory = NOT_READ;
            maximum = NOT_READ;
        }

        @Override
        public void number(Fact fact, long value) {
            switch (fact) {
                case STATE -> state = (int) value;
                case REASON -> reason = (int) value;
                case CPUS -> cpus = (int) value;
                case MEMORY -> memory = value;
                case MAXIMUM -> maximum = value;
            }
        }

        @Override
        public void real(Fact fact, double value) {
            number(fact, (long) value);
        }

        @Override
        public void text(Fact fact, String value) {
            // none of these is one
        }

        @Override
        public void end() {
            all.add(new DomainFacts(uuid, name, state, reason, cpus, memory == NOT_READ ? maximum : memory));
        }
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
            DomainFacts facts = of(wire, pointer);
            if (facts != null) {
                // Whether it ran when it was listed is known without asking.
                return Optional.of(facts.ending(wire, () -> wire.library().virDomainGetID(pointer) >= 0));
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
        DomainFacts facts = of(wire, domain.pointer());
        if (facts == null) {
            throw wire.failed(attempt);
        }
        return facts.ending(wire, () -> wire.library().virDomainIsActive(domain.pointer()) == 1);
    }

    /** Xen's driver calls a domain shut off while it still takes it down, and starts it again only afterwards. */
    private DomainFacts ending(WireConnection wire, BooleanSupplier active) {
        return state == SHUT_OFF && wire.isOfXen() && active.getAsBoolean()
                ? new DomainFacts(uuid, name, SHUTTING_DOWN, 0, cpus, memoryKibibytes)
                : this;
    }

    private static @Nullable DomainFacts of(WireConnection wire, DomainPointer pointer) {
        LibvirtLibrary library = wire.library();
        DomainFacts who = identity(pointer);
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        try (Memory info = new Memory(INFO_SIZE)) {
            info.clear();
            if (library.virDomainGetInfo(pointer, info) < 0) {
                if (!isUnknownToXen(LibvirtError.last(library))) {
                    return null;
                }
                DomainFacts ending = beingTakenDown(library, pointer, who);
                if (ending != null) {
                    return ending;
                }
                if (library.virDomainGetInfo(pointer, info) < 0) {
                    return null;
                }
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
                    info.getNativeLong(wire.isOfContainers() ? INFO_MAXIMUM : INFO_MEMORY)
                            .longValue());
        }
    }

    /** Xen's driver knows a domain for a moment longer than Xen does; then it cannot say what it uses. */
    private static boolean isUnknownToXen(LibvirtError error) {
        return error.is(INTERNAL_ERROR) && error.message().contains("libxl_domain_info failed");
    }

    /** What is known of it for that moment; null if that is over. */
    private static @Nullable DomainFacts beingTakenDown(
            LibvirtLibrary library, DomainPointer pointer, DomainFacts who) {
        int cpus = library.virDomainGetMaxVcpus(pointer);
        long memory = library.virDomainGetMaxMemory(pointer).longValue();
        return cpus < 0 || memory <= 0 ? null : new DomainFacts(who.uuid, who.name, SHUTTING_DOWN, 0, cpus, memory);
    }

    private static DomainFacts identity(DomainPointer pointer) {
        try (Memory uuid = new Memory(UuidBytes.LENGTH)) {
            Pointer domain = pointer.getPointer();
            return new DomainFacts(
                    StatisticsRecords.uuid(domain, uuid),
                    StatisticsRecords.name(domain),
                    NOT_READ,
                    0,
                    NOT_READ,
                    NOT_READ);
        }
    }
}
