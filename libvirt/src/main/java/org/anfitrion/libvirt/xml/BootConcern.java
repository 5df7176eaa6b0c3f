package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.Boot.BootDevice;
import org.anfitrion.api.domain.Boot.FirmwareType;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.libvirt.xml.domain.DeviceBoot;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainDisk;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainOs;
import org.anfitrion.libvirt.xml.domain.OsBoot;
import org.anfitrion.libvirt.xml.domain.OsLoader;

/** How a domain starts: the element {@code <os>}, and the devices' own places in the boot order. */
final class BootConcern implements Concern {

    private static final Map<BootDevice, OsBoot.Dev> WORDS = Map.of(
            BootDevice.DISK, OsBoot.Dev.HD,
            BootDevice.CDROM, OsBoot.Dev.CDROM,
            BootDevice.NETWORK, OsBoot.Dev.NETWORK,
            BootDevice.FLOPPY, OsBoot.Dev.FD);

    /** Why a guest of another family does not start so. */
    private static final Map<Class<? extends Boot>, String> ONLY = Map.of(
            Boot.Kernel.class, "a container has no kernel of its own",
            Boot.Firmware.class, "neither a container nor a paravirtual guest has firmware",
            Boot.Loader.class, "only a paravirtual guest has one on the host",
            Boot.Init.class, "only a container's first process can be chosen");

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Boot boot = boot(from);
        to.boot(GuestTypeConcern.read(from).startsBy(boot) ? boot : new Boot.Native("os"));
    }

    private static Boot boot(DomainElement from) {
        DomainOs os = from.os().orElseGet(DomainOs::new);
        if (GuestTypeConcern.isContainer(from)) {
            // libvirt starts the usual one in a container that names none.
            return os.init().isEmpty()
                    ? GuestType.OPERATING_SYSTEM.usualBoot()
                    : Tolerant.<String, Boot>value(os.init(), program -> new Boot.Init(program, os.initArgs()))
                            .orElse(new Boot.Native("init"));
        }
        if (from.bootLoader().isPresent()) {
            String arguments = from.bootloaderArgs().orElse("");
            return Tolerant.<String, Boot>value(from.bootLoader(), program -> new Boot.Loader(program, arguments))
                    .orElse(new Boot.Native("bootloader"));
        }
        if (os.kernel().isPresent()) {
            return Tolerant.value(os.kernel(), Boot::kernel)
                    .flatMap(kernel -> os.initrd().isEmpty()
                            ? Optional.of(kernel)
                            : Tolerant.value(os.initrd(), (String path) -> kernel.initrd(path)))
                    .flatMap(kernel -> os.cmdLine().isEmpty()
                            ? Optional.of(kernel)
                            : Tolerant.value(os.cmdLine(), kernel::commandLine))
                    .<Boot>map(kernel -> kernel)
                    .orElse(new Boot.Native("kernel"));
        }
        return new Boot.Firmware(isUefi(os) ? FirmwareType.UEFI : FirmwareType.BIOS, order(os, from.devices()));
    }

    private static boolean isUefi(DomainOs os) {
        return os.firmware().equals(Optional.of(DomainOs.Firmware.EFI))
                || os.loader().flatMap(OsLoader::type).equals(Optional.of(OsLoader.Type.PFLASH));
    }

    private static List<BootDevice> order(DomainOs os, Optional<DomainDevices> devices) {
        List<BootDevice> order = new ArrayList<>();
        for (OsBoot boot : os.boots()) {
            for (Map.Entry<BootDevice, OsBoot.Dev> entry : WORDS.entrySet()) {
                if (boot.dev().equals(Optional.of(entry.getValue()))) {
                    order.add(entry.getKey());
                }
            }
        }
        devices.map(BootConcern::ownPlaces).ifPresent(order::addAll);
        return order.stream().distinct().toList();
    }

    private static List<BootDevice> ownPlaces(DomainDevices devices) {
        Map<Integer, BootDevice> places = new TreeMap<>(Comparator.naturalOrder());
        devices.disks().forEach(disk -> place(disk.boot(), kind(disk), places));
        devices.interfaces().forEach(card -> place(card.boot(), BootDevice.NETWORK, places));
        return List.copyOf(places.values());
    }

    private static void place(Optional<DeviceBoot> boot, BootDevice kind, Map<Integer, BootDevice> places) {
        boot.ifPresent(
                it -> places.putIfAbsent(Tolerant.number(it.order(), Integer.MAX_VALUE, 1, Integer.MAX_VALUE), kind));
    }

    private static BootDevice kind(DomainDisk disk) {
        return switch (DiskConcern.device(disk)) {
            case DISK -> BootDevice.DISK;
            case CDROM -> BootDevice.CDROM;
            case FLOPPY -> BootDevice.FLOPPY;
        };
    }

    @Override
    public void write(Change change) {
        if (!change.concerns(DomainSpec::boot)) {
            return;
        }
        Boot wanted = wanted(change);
        Optional<Boot> before = change.base().flatMap(DomainSpec::boot);
        if (before.filter(wanted::equals).isPresent()) {
            return;
        }
        if (!GuestTypeConcern.read(change.domain()).startsBy(wanted)) {
            throw change.unsupported("boot", text(wanted) + ": " + ONLY.get(wanted.getClass()));
        }
        DomainOs os = change.os();
        if (wanted instanceof Boot.Kernel kernel) {
            clearUnlessKernel(change, os);
            os.setKernel(kernel.image())
                    .setInitrd(kernel.initrdImage().orElse(null))
                    .setCmdLine(kernel.arguments().isEmpty() ? null : kernel.arguments());
        } else if (wanted instanceof Boot.Firmware firmware) {
            clearUnlessFirmware(change, os, firmware.type());
            if (firmware.type() == FirmwareType.UEFI && os.loader().isEmpty()) {
                os.setFirmware(DomainOs.Firmware.EFI);
            }
            writeOrder(change, os, firmware.order());
        } else if (wanted instanceof Boot.Loader loader) {
            writeLoader(change, os, loader);
        } else if (wanted instanceof Boot.Init init) {
            writeInit(os, init);
        } else if (wanted instanceof Boot.Native other) {
            throw change.nativeOnly("boot", other.kind());
        }
        before.ifPresent(was -> change.note("boot", text(was), text(wanted)));
    }

    /** A description that leaves the start open means the one that there is, or the usual one. */
    private static Boot wanted(Change change) {
        return change.wanted()
                .boot()
                .or(() -> change.base().flatMap(DomainSpec::boot))
                .orElseGet(() -> GuestTypeConcern.read(change.domain()).usualBoot());
    }

    private static void writeLoader(Change change, DomainOs os, Boot.Loader wanted) {
        DomainElement domain = change.domain();
        clearFirmware(os);
        clearKernel(os);
        domain.setBootLoader(wanted.program())
                .setBootloaderArgs(wanted.arguments().isEmpty() ? null : wanted.arguments());
    }

    private static void writeInit(DomainOs os, Boot.Init wanted) {
        os.setInit(wanted.program()).setInitArgs(wanted.arguments());
    }

    private static void clearUnlessKernel(Change change, DomainOs os) {
        if (change.base()
                .flatMap(DomainSpec::boot)
                .filter(Boot.Kernel.class::isInstance)
                .isEmpty()) {
            clearFirmware(os);
            clearForeign(change, os);
        }
    }

    private static void clearUnlessFirmware(Change change, DomainOs os, FirmwareType type) {
        if (change.base()
                .flatMap(DomainSpec::boot)
                .filter(was -> was instanceof Boot.Firmware firmware && firmware.type() == type)
                .isEmpty()) {
            clearFirmware(os);
            clearForeign(change, os);
            clearKernel(os);
        }
    }

    private static void clearKernel(DomainOs os) {
        os.setKernel(null).setInitrd(null).setCmdLine(null).setDtb(null);
    }

    private static void clearFirmware(DomainOs os) {
        os.setFirmware(null).setFirmwareElement(null).setLoader(null).setNvram(null);
    }

    private static void clearForeign(Change change, DomainOs os) {
        os.setInit(null).setInitArgs(List.of());
        change.domain().setBootLoader(null).setBootloaderArgs(null);
    }

    private static void writeOrder(Change change, DomainOs os, List<BootDevice> order) {
        Optional<DomainDevices> devices = change.domain().devices();
        if (order.equals(order(os, devices))) {
            return;
        }
        os.boots().clear();
        order.forEach(device -> os.addBoot().setDev(WORDS.get(device)));
        devices.ifPresent(there -> {
            // libvirt refuses the two ways to give an order together.
            there.disks().forEach(disk -> disk.setBoot(null));
            there.interfaces().forEach(card -> card.setBoot(null));
        });
    }

    private static String text(Boot boot) {
        if (boot instanceof Boot.Kernel kernel) {
            return "kernel " + kernel.image()
                    + kernel.initrdImage().map(path -> ", initrd " + path).orElse("")
                    + (kernel.arguments().isEmpty() ? "" : ", '" + kernel.arguments() + "'");
        }
        if (boot instanceof Boot.Firmware firmware) {
            return firmware.type() + " from " + firmware.order().toString().toLowerCase(Locale.ROOT);
        }
        if (boot instanceof Boot.Loader loader) {
            return "loader " + loader.program();
        }
        if (boot instanceof Boot.Init init) {
            return "first process " + init.program();
        }
        return boot instanceof Boot.Native other ? other.kind() : boot.toString();
    }
}
