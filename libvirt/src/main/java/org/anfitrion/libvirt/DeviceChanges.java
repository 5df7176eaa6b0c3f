package org.anfitrion.libvirt;

import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.NumberParameters;
import org.anfitrion.libvirt.wire.WireConnection;

/** What can be changed of a device of a running domain without unplugging it. Thread-safe. */
final class DeviceChanges {

    private static final int LIVE = 1;

    private final BackendFeatures features;

    DeviceChanges(BackendFeatures features) {
        this.features = features;
    }

    void requirePlug(DeviceKey key, Attempt attempt) {
        features.require(
                key instanceof DeviceKey.Disk
                        ? Feature.ATTACH_DISK
                        : key instanceof DeviceKey.Nic ? Feature.ATTACH_NIC : Feature.ATTACH_FILESYSTEM,
                attempt);
    }

    /** Before anything changes: what libvirt would refuse, it is not sent. */
    void requireChangeable(DeviceSpec before, DeviceSpec wanted, Attempt attempt) {
        if (before instanceof DiskSpec was && wanted instanceof DiskSpec is) {
            if (!otherwise(is, was).equals(was)) {
                throw unsupported(attempt, "a drive's medium and limits, and a card's link, source and bandwidth");
            }
            if (changesMedium(was, is)) {
                features.require(Feature.CHANGE_MEDIUM, attempt);
                if (was.device() == DiskDevice.DISK) {
                    throw unsupported(attempt, "the medium of a CD-ROM or floppy drive, not a hard disk's");
                }
            }
            if (changesLimits(was, is)) {
                features.require(Feature.DISK_LIMITS, attempt);
            }
        } else if (before instanceof NicSpec was && wanted instanceof NicSpec is) {
            if (is.model().isPresent() && !is.model().equals(was.model())) {
                throw unsupported(attempt, "a card's link, source and bandwidth");
            }
            if (was.linkUp() != is.linkUp()) {
                features.require(Feature.LINK_STATE, attempt);
            }
            if (is.bandwidth().isPresent() && !is.bandwidth().equals(was.bandwidth())) {
                features.require(Feature.NIC_BANDWIDTH, attempt);
            }
        } else if (!before.equals(wanted)) {
            throw unsupported(attempt, "drives and cards");
        }
    }

    /** The drive as it is wanted, but for what can be changed. */
    private static DiskSpec otherwise(DiskSpec wanted, DiskSpec was) {
        return new DiskSpec(
                was.source(),
                wanted.device(),
                was.format(),
                wanted.bus().or(was::bus),
                wanted.target(),
                wanted.readOnly(),
                wanted.serial(),
                was.limits());
    }

    private static UnsupportedCapabilityException unsupported(Attempt attempt, String what) {
        return new UnsupportedCapabilityException(
                attempt.failure().because("while a domain runs, only this can be changed of its devices: " + what));
    }

    private static boolean changesMedium(DiskSpec was, DiskSpec is) {
        return !was.source().equals(is.source()) || !was.format().equals(is.format());
    }

    private static boolean changesLimits(DiskSpec was, DiskSpec is) {
        Optional<IoLimits> limits = is.limits();
        return limits.isPresent() && !limits.get().equals(was.limits().orElse(IoLimits.NONE));
    }

    /** Sends what differs. */
    void apply(
            WireConnection wire,
            DomainReference domain,
            DeviceSpec before,
            DeviceSpec wanted,
            String part,
            Attempt attempt) {
        if (before instanceof DiskSpec was && wanted instanceof DiskSpec is) {
            if (changesMedium(was, is)) {
                update(wire, domain, part, attempt);
            }
            if (changesLimits(was, is)) {
                limit(wire, domain, is, attempt);
            }
        } else if (!before.equals(wanted)) {
            update(wire, domain, part, attempt);
        }
    }

    private static void update(WireConnection wire, DomainReference domain, String part, Attempt attempt) {
        Inventory.check(wire, wire.library().virDomainUpdateDeviceFlags(domain.pointer(), part, LIVE), attempt);
    }

    private static void limit(WireConnection wire, DomainReference domain, DiskSpec wanted, Attempt attempt) {
        IoLimits limits = wanted.limits().orElse(IoLimits.NONE);
        try (NumberParameters numbers = NumberParameters.of(Map.of(
                "read_bytes_sec",
                limits.readBytes(),
                "write_bytes_sec",
                limits.writeBytes(),
                "read_iops_sec",
                limits.readOperations(),
                "write_iops_sec",
                limits.writeOperations()))) {
            String target = wanted.target().orElseThrow();
            Inventory.check(
                    wire,
                    wire.library()
                            .virDomainSetBlockIoTune(domain.pointer(), target, numbers.array(), numbers.count(), LIVE),
                    attempt);
        }
    }
}
