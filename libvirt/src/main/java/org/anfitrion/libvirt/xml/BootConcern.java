package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.Boot.BootDevice;
import org.anfitrion.api.domain.Boot.FirmwareType;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.BootDeviceElement;
import org.anfitrion.libvirt.xml.domain.BootOrderElement;
import org.anfitrion.libvirt.xml.domain.DevicesElement;
import org.anfitrion.libvirt.xml.domain.DiskElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.InterfaceElement;
import org.anfitrion.libvirt.xml.domain.OsElement;
import org.jspecify.annotations.Nullable;

/** How a domain starts: the element {@code <os>}, and the devices' own places in the boot order. */
final class BootConcern implements Concern {

    private static final Map<BootDevice, String> WORDS = Map.of(
            BootDevice.DISK, "hd",
            BootDevice.CDROM, "cdrom",
            BootDevice.NETWORK, "network",
            BootDevice.FLOPPY, "fd");

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.boot(boot(from));
    }

    private static Boot boot(DomainElement from) {
        OsElement os = from.os == null ? new OsElement() : from.os;
        if (os.init != null) {
            List<String> arguments = List.copyOf(os.initArguments);
            return Tolerant.<Boot>value(os.init, program -> new Boot.Init(program, arguments))
                    .orElse(new Boot.Native("init"));
        }
        if (from.bootloader != null) {
            String arguments = Objects.requireNonNullElse(from.bootloaderArguments, "");
            return Tolerant.<Boot>value(from.bootloader, program -> new Boot.Loader(program, arguments))
                    .orElse(new Boot.Native("bootloader"));
        }
        if (os.kernel != null) {
            return Tolerant.value(os.kernel, Boot::kernel)
                    .flatMap(kernel -> os.initrd == null
                            ? Optional.of(kernel)
                            : Tolerant.value(os.initrd, (String path) -> kernel.initrd(path)))
                    .flatMap(kernel ->
                            os.cmdline == null ? Optional.of(kernel) : Tolerant.value(os.cmdline, kernel::commandLine))
                    .<Boot>map(kernel -> kernel)
                    .orElse(new Boot.Native("kernel"));
        }
        return new Boot.Firmware(isUefi(os) ? FirmwareType.UEFI : FirmwareType.BIOS, order(os, from.devices));
    }

    private static boolean isUefi(OsElement os) {
        return "efi".equals(os.firmware) || (os.loader != null && "pflash".equals(os.loader.type));
    }

    private static List<BootDevice> order(OsElement os, @Nullable DevicesElement devices) {
        List<BootDevice> order = new ArrayList<>();
        for (BootDeviceElement boot : os.boot) {
            for (Map.Entry<BootDevice, String> entry : WORDS.entrySet()) {
                if (entry.getValue().equals(boot.dev)) {
                    order.add(entry.getKey());
                }
            }
        }
        if (devices != null) {
            order.addAll(ownPlaces(devices));
        }
        return order.stream().distinct().toList();
    }

    private static List<BootDevice> ownPlaces(DevicesElement devices) {
        Map<Integer, BootDevice> places = new TreeMap<>(Comparator.naturalOrder());
        for (DiskElement disk : devices.disks) {
            place(disk.boot, kind(disk), places);
        }
        for (InterfaceElement card : devices.interfaces) {
            place(card.boot, BootDevice.NETWORK, places);
        }
        return List.copyOf(places.values());
    }

    private static void place(@Nullable BootOrderElement boot, BootDevice kind, Map<Integer, BootDevice> places) {
        if (boot != null) {
            places.putIfAbsent(Tolerant.number(boot.order, Integer.MAX_VALUE, 1, Integer.MAX_VALUE), kind);
        }
    }

    private static BootDevice kind(DiskElement disk) {
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
        Boot wanted = change.wanted().boot();
        OsElement os = change.os();
        if (wanted instanceof Boot.Kernel kernel) {
            clearUnlessKernel(change, os);
            os.kernel = kernel.image();
            os.initrd = kernel.initrdImage().orElse(null);
            os.cmdline = kernel.arguments().isEmpty() ? null : kernel.arguments();
        } else if (wanted instanceof Boot.Firmware firmware) {
            clearUnlessFirmware(change, os, firmware.type());
            os.firmware = firmware.type() == FirmwareType.UEFI && os.loader == null ? "efi" : os.firmware;
            writeOrder(change, os, firmware.order());
        } else if (wanted instanceof Boot.Loader loader) {
            writeLoader(change, os, loader);
        } else if (wanted instanceof Boot.Init init) {
            writeInit(change, os, init);
        } else if (wanted instanceof Boot.Native other) {
            throw change.nativeOnly("boot", other.kind());
        }
        change.base().ifPresent(base -> change.note("boot", text(base.boot()), text(wanted)));
    }

    private static void writeLoader(Change change, OsElement os, Boot.Loader wanted) {
        DomainElement domain = change.domain();
        if (GuestTypeConcern.isFullyVirtual(domain) || GuestTypeConcern.isContainer(domain)) {
            throw change.unsupported("boot loader " + wanted.program(), "only a paravirtual guest has one on the host");
        }
        clearFirmware(os);
        clearKernel(os);
        domain.bootloader = wanted.program();
        domain.bootloaderArguments = wanted.arguments().isEmpty() ? null : wanted.arguments();
    }

    private static void writeInit(Change change, OsElement os, Boot.Init wanted) {
        if (!GuestTypeConcern.isContainer(change.domain())) {
            throw change.unsupported("first process " + wanted.program(), "only a container's can be chosen");
        }
        os.init = wanted.program();
        os.initArguments.clear();
        os.initArguments.addAll(wanted.arguments());
    }

    private static void clearUnlessKernel(Change change, OsElement os) {
        if (change.base().filter(base -> base.boot() instanceof Boot.Kernel).isEmpty()) {
            clearFirmware(os);
            clearForeign(change, os);
        }
    }

    private static void clearUnlessFirmware(Change change, OsElement os, FirmwareType type) {
        if (change.base()
                .filter(base -> base.boot() instanceof Boot.Firmware was && was.type() == type)
                .isEmpty()) {
            clearFirmware(os);
            clearForeign(change, os);
            clearKernel(os);
        }
    }

    private static void clearKernel(OsElement os) {
        os.kernel = null;
        os.initrd = null;
        os.cmdline = null;
        os.dtb = null;
    }

    private static void clearFirmware(OsElement os) {
        os.firmware = null;
        os.firmwareFeatures = null;
        os.loader = null;
        os.nvram = null;
    }

    private static void clearForeign(Change change, OsElement os) {
        os.init = null;
        os.initArguments.clear();
        change.domain().bootloader = null;
        change.domain().bootloaderArguments = null;
    }

    private static void writeOrder(Change change, OsElement os, List<BootDevice> order) {
        DevicesElement devices = change.domain().devices;
        if (order.equals(order(os, devices))) {
            return;
        }
        os.boot.clear();
        for (BootDevice device : order) {
            BootDeviceElement boot = new BootDeviceElement();
            boot.dev = WORDS.get(device);
            os.boot.add(boot);
        }
        if (devices != null) {
            // libvirt refuses the two ways to give an order together.
            devices.disks.forEach(disk -> disk.boot = null);
            devices.interfaces.forEach(card -> card.boot = null);
        }
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
