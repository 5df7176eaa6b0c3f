package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.domain.DiskDriver;
import org.anfitrion.libvirt.xml.domain.DiskTarget;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainDisk;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** The drives, known by their target. */
final class DiskConcern implements Concern {

    private static final DiskSource NOWHERE = new DiskSource.Native("none");

    /** Source: libvirt's domaincommon.rng; QEMU's driver refuses others when it starts the domain. */
    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9_.+ -]+");

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Set<String> targets = new HashSet<>();
        for (DomainDisk disk : from.devices().map(DomainDevices::disks).orElse(List.of())) {
            DiskSpec spec = read(disk);
            boolean taken =
                    spec.target().isPresent() && !targets.add(spec.target().get());
            to.disk(taken ? with(spec, spec.bus(), Optional.empty()) : spec);
        }
    }

    private static DiskSpec read(DomainDisk disk) {
        DiskDevice device = device(disk);
        Optional<DiskTarget> target = disk.target();
        DiskSpec plain = new DiskSpec(
                DiskSources.read(disk, device),
                device,
                Tolerant.value(disk.driver().flatMap(DiskDriver::type), type -> new DiskFormat(type.text()))
                        .orElse(DiskFormat.RAW),
                Tolerant.value(target.flatMap(DiskTarget::bus), bus -> new DiskBus(bus.text())),
                Optional.empty(),
                disk.hasReadonly() || device == DiskDevice.CDROM,
                Optional.empty(),
                DiskLimits.read(disk));
        DiskSpec named =
                Tolerant.value(target.flatMap(DiskTarget::dev), plain::target).orElse(plain);
        return Tolerant.value(disk.serial(), named::serial).orElse(named);
    }

    static DiskDevice device(DomainDisk disk) {
        return switch (disk.device().map(DomainDisk.Device::text).orElse("disk")) {
            case "cdrom" -> DiskDevice.CDROM;
            case "floppy" -> DiskDevice.FLOPPY;
            default -> DiskDevice.DISK;
        };
    }

    @Override
    public void write(Change change) {
        List<DiskSpec> base = change.base().map(DomainSpec::disks).orElse(List.of());
        List<DiskSpec> wanted = change.wanted().disks();
        if (base.equals(wanted)) {
            return;
        }
        List<DomainDisk> elements = change.devices().disks();
        Pairing<DiskSpec> pairing = Pairing.of(base, wanted, DiskSpec::target, DiskConcern::completed);
        DeviceElements<DiskSpec, DomainDisk> known =
                new DeviceElements<>(base, List.copyOf(elements), DiskSpec::target, DiskConcern::target);
        for (Pairing.Kept<DiskSpec> kept : pairing.kept()) {
            if (kept.differs()) {
                update(change, known.take("disk " + label(kept.base()), kept.base()), kept.base(), kept.wanted());
            }
        }
        for (DiskSpec disk : pairing.removed()) {
            change.devices().remove(known.take("disk " + label(disk), disk));
            change.note("disk " + label(disk) + ": removed");
        }
        DiskTargets targets = new DiskTargets();
        elements.forEach(disk -> target(disk).ifPresent(targets::take));
        wanted.forEach(disk -> disk.target().ifPresent(targets::take));
        // The name of a drive that goes is not given to another one: a guest would take it for the same.
        base.forEach(disk -> disk.target().ifPresent(targets::take));
        for (DiskSpec disk : pairing.added()) {
            DiskSpec placed = placed(disk, targets, change.defaults());
            elements.add(made(change, placed));
            change.note("disk " + label(placed) + ": added " + DiskSources.text(placed.source()));
        }
    }

    static Optional<String> target(DomainDisk disk) {
        return disk.target().flatMap(DiskTarget::dev);
    }

    private static DiskSpec placed(DiskSpec disk, DiskTargets targets, DeviceDefaults defaults) {
        DiskBus bus = disk.bus().orElseGet(() -> disk.target()
                .map(name -> DiskTargets.bus(name, disk.device(), defaults))
                .orElse(defaults.bus(disk.device())));
        return with(disk, Optional.of(bus), Optional.of(disk.target().orElseGet(() -> targets.next(bus))));
    }

    private static DiskSpec completed(DiskSpec open, DiskSpec from) {
        DiskSpec placed = with(open, open.bus().or(from::bus), open.target().or(from::target));
        return placed.limits().or(from::limits).map(placed::limits).orElse(placed);
    }

    private static DiskSpec with(DiskSpec disk, Optional<DiskBus> bus, Optional<String> target) {
        return new DiskSpec(
                disk.source(),
                disk.device(),
                disk.format(),
                bus,
                target,
                disk.readOnly(),
                disk.serial(),
                disk.limits());
    }

    private static void update(Change change, DomainDisk element, DiskSpec base, DiskSpec wanted) {
        String label = "disk " + label(wanted);
        if (!base.source().equals(wanted.source())) {
            DiskSources.write(change, element, base.source(), wanted.source());
            // What lay under the old image does not lie under another.
            element.setBackingStore(null);
            change.note(label + ": source", DiskSources.text(base.source()), DiskSources.text(wanted.source()));
        }
        if (base.device() != wanted.device() || !base.bus().equals(wanted.bus())) {
            writePlace(element, wanted);
            change.note(label + ": bus", place(base), place(wanted));
        }
        if (!base.format().equals(wanted.format())) {
            writeFormat(element, wanted);
            change.note(label + ": format", base.format(), wanted.format());
        }
        if (base.readOnly() != wanted.readOnly()) {
            element.setReadonly(wanted.readOnly());
            change.note(label + ": read-only", base.readOnly(), wanted.readOnly());
        }
        if (!base.serial().equals(wanted.serial())) {
            writeSerial(element, wanted);
            change.note(
                    label + ": serial",
                    base.serial().orElse("none"),
                    wanted.serial().orElse("none"));
        }
        wanted.limits().filter(limits -> DiskLimits.differs(element, limits)).ifPresent(limits -> {
            DiskLimits.write(element, limits);
            change.note(label + ": limits", DiskLimits.text(base.limits()), DiskLimits.text(wanted.limits()));
        });
    }

    private static DomainDisk made(Change change, DiskSpec wanted) {
        DomainDisk element = new DomainDisk();
        DiskSources.write(change, element, NOWHERE, wanted.source());
        writePlace(element, wanted);
        writeFormat(element, wanted);
        element.driverOrNew().setName(change.defaults().diskDriver().orElse(null));
        element.setReadonly(wanted.readOnly());
        writeSerial(element, wanted);
        wanted.limits().ifPresent(limits -> DiskLimits.write(element, limits));
        return element;
    }

    private static void writePlace(DomainDisk element, DiskSpec wanted) {
        element.setDevice(new DomainDisk.Device(wanted.device().name().toLowerCase(Locale.ROOT)));
        DiskTarget target = element.targetOrNew();
        wanted.target()
                .filter(name -> !target.dev().equals(Optional.of(name)))
                .map(DiskTargets::checked)
                .ifPresent(target::setDev);
        target.setBus(wanted.bus().map(bus -> new DiskTarget.Bus(bus.name())).orElse(null));
        // The place on the old bus means nothing on another; libvirt finds a new one.
        element.setAddress(null);
    }

    private static void writeSerial(DomainDisk element, DiskSpec wanted) {
        Optional<String> refused =
                wanted.serial().filter(text -> !SERIAL.matcher(text).matches());
        if (refused.isPresent()) {
            throw InvalidSpecException.of(
                    "disk serial", refused.get(), "libvirt allows letters and digits of ASCII, blanks, and . _ + -");
        }
        element.setSerial(wanted.serial().orElse(null));
    }

    private static void writeFormat(DomainDisk element, DiskSpec wanted) {
        element.driverOrNew().setType(new DiskDriver.Type(wanted.format().name()));
    }

    private static String label(DiskSpec disk) {
        return disk.target().orElse("without target");
    }

    private static String place(DiskSpec disk) {
        return disk.device().name().toLowerCase(Locale.ROOT) + " on "
                + disk.bus().map(DiskBus::name).orElse("any bus");
    }
}
