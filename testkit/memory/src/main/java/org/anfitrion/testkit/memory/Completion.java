package org.anfitrion.testkit.memory;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.MacAddress;

/**
 * Checks a description and fills in what it leaves open, the same way for the same seed. Used under the host's lock only.
 */
final class Completion {

    private static final List<GuestType> PREFERENCE =
            List.of(GuestType.HARDWARE_ASSISTED, GuestType.PARAVIRTUAL, GuestType.EMULATED, GuestType.OPERATING_SYSTEM);
    private static final Map<DiskBus, String> TARGETS =
            Map.of(DiskBus.VIRTIO, "vd", DiskBus.XEN, "xvd", DiskBus.FLOPPY, "fd", DiskBus.IDE, "hd");

    private static final int STEP = 0x9e_3779;

    private final Random random;
    /** Where addresses of cards begin. */
    private final int first;

    private int given;
    private final Set<GuestType> guestTypes;
    private final Requirements requirements;

    Completion(HostSettings host) {
        this.random = new Random(host.seed());
        this.first = random.nextInt(1 << 24);
        this.guestTypes = host.info().guestTypes();
        this.requirements = new Requirements(host.info().cpus(), host.missing());
    }

    /** Checks that the host can give what a description asks for. */
    void check(DomainSpec spec) {
        requirements.check(spec);
        spec.guestType().ifPresent(this::offered);
    }

    DomainSpec complete(DomainSpec spec) {
        requirements.check(spec);
        DomainSpecBuilder complete = spec.toBuilder();
        if (spec.uuid().isEmpty()) {
            complete.uuid(uuid());
        }
        GuestType type = spec.guestType().map(this::offered).orElseGet(() -> preferred(spec));
        complete.guestType(type).boot(spec.boot().orElseGet(type::usualBoot));
        Set<String> targets = taken(spec.disks());
        complete.disks(
                spec.disks().stream().map(disk -> complete(disk, targets)).toList());
        Set<MacAddress> addresses =
                spec.nics().stream().flatMap(nic -> nic.mac().stream()).collect(Collectors.toCollection(HashSet::new));
        complete.nics(spec.nics().stream().map(nic -> complete(nic, addresses)).toList());
        return complete.build();
    }

    private GuestType offered(GuestType type) {
        if (!guestTypes.contains(type)) {
            throw new UnsupportedCapabilityException(
                    Failure.to("run", type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " guests")
                            .because("this host has only " + guestTypes));
        }
        return type;
    }

    private GuestType preferred(DomainSpec spec) {
        return PREFERENCE.stream()
                .filter(guestTypes::contains)
                .filter(spec::suits)
                .findFirst()
                .orElseThrow(() -> new UnsupportedCapabilityException(Failure.to("run", "domain '" + spec.name() + "'")
                        .because("this host has only " + guestTypes + ", and none of them is as described")));
    }

    private static Set<String> taken(List<DiskSpec> disks) {
        return disks.stream().flatMap(disk -> disk.target().stream()).collect(Collectors.toCollection(HashSet::new));
    }

    private static DiskSpec complete(DiskSpec disk, Set<String> taken) {
        DiskBus bus = disk.bus().orElseGet(() -> switch (disk.device()) {
            case DISK -> DiskBus.VIRTIO;
            case CDROM -> DiskBus.SATA;
            case FLOPPY -> DiskBus.FLOPPY;
        });
        DiskSpec onBus = disk.bus(bus);
        if (disk.target().isPresent()) {
            return onBus;
        }
        String prefix = TARGETS.getOrDefault(bus, "sd");
        int number = 0;
        while (!taken.add(prefix + letters(number))) {
            number++;
        }
        return onBus.target(prefix + letters(number));
    }

    /** Counts as disks are counted: a … z, aa, ab …. */
    private static String letters(int number) {
        String last = String.valueOf((char) ('a' + number % 26));
        return number < 26 ? last : letters(number / 26 - 1) + last;
    }

    private NicSpec complete(NicSpec nic, Set<MacAddress> taken) {
        NicSpec modelled = nic.model().isPresent() ? nic : nic.model(NicModel.VIRTIO);
        if (nic.mac().isPresent()) {
            return modelled;
        }
        MacAddress address = address();
        while (!taken.add(address)) {
            address = address();
        }
        return modelled.mac(address);
    }

    /** Makes an address under the prefix that QEMU uses. */
    private MacAddress address() {
        // An odd step passes by every value before it comes back: no two cards of a host get the same.
        int value = (first + STEP * given++) & 0xff_ffff;
        return MacAddress.of(
                String.format(Locale.ROOT, "52:54:00:%02x:%02x:%02x", value >> 16, (value >> 8) & 0xff, value & 0xff));
    }

    /** Makes a UUID of version 4, variant 2 (RFC 9562). */
    UUID uuid() {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
