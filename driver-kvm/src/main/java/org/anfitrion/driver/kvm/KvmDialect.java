package org.anfitrion.driver.kvm;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.libvirt.xml.DeviceDefaults;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.libvirt.xml.LibvirtDialect;
import org.anfitrion.libvirt.xml.domain.BalloonElement;
import org.anfitrion.libvirt.xml.domain.ClockElement;
import org.anfitrion.libvirt.xml.domain.ControllerElement;
import org.anfitrion.libvirt.xml.domain.CpuElement;
import org.anfitrion.libvirt.xml.domain.DevicesElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.EnabledElement;
import org.anfitrion.libvirt.xml.domain.FeaturesElement;
import org.anfitrion.libvirt.xml.domain.OpaqueElement;
import org.anfitrion.libvirt.xml.domain.OsTypeElement;
import org.anfitrion.libvirt.xml.domain.PowerManagementElement;
import org.anfitrion.libvirt.xml.domain.RngBackendElement;
import org.anfitrion.libvirt.xml.domain.RngElement;
import org.anfitrion.libvirt.xml.domain.TimerElement;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's XML for QEMU: gives a new domain what virt-install would give it. No graphics: a server's guest is seen through
 * its console.
 */
final class KvmDialect extends LibvirtDialect {

    /** Devices that every new guest has on PCI Express beside its disks and cards: USB, SCSI, serial, balloon, entropy. */
    private static final int OWN_PORTS = 5;

    /** Ports left free for devices that are plugged in while the guest runs: q35 has no other place for them. */
    private static final int SPARE_PORTS = 6;

    private static final Set<DiskBus> FIXED_BUSES = Set.of(DiskBus.IDE, DiskBus.SATA, DiskBus.FLOPPY);

    private static final String ONLY_VIRTIOFS =
            "while a machine runs, only directories of the driver virtiofs come and go,"
                    + " and only if its memory is shared";

    @Override
    protected void furnish(DomainElement domain, DomainSpec spec, HostFacts.Guest guest, HostFacts host) {
        Board board = Board.of(guest);
        type(domain).machine = board.machine().orElse(null);
        domain.features = features(board, spec);
        domain.cpu = "kvm".equals(domain.type) ? hostsProcessor() : null;
        domain.clock = clock(board);
        domain.onPoweroff = "destroy";
        domain.onReboot = "restart";
        domain.onCrash = "destroy";
        domain.powerManagement = board.isPc() ? noSleep() : null;
        domain.devices = devices(board, spec);
    }

    private static OsTypeElement type(DomainElement domain) {
        return Objects.requireNonNull(Objects.requireNonNull(domain.os).type);
    }

    private static @Nullable FeaturesElement features(Board board, DomainSpec spec) {
        boolean uefi = spec.boot() instanceof Boot.Firmware firmware && firmware.type() == Boot.FirmwareType.UEFI;
        FeaturesElement features = new FeaturesElement();
        features.acpi = board.isPc() || uefi ? new OpaqueElement() : null;
        features.apic = board.isPc() ? new OpaqueElement() : null;
        return features.acpi == null ? null : features;
    }

    private static CpuElement hostsProcessor() {
        CpuElement cpu = new CpuElement();
        cpu.mode = "host-passthrough";
        cpu.check = "none";
        cpu.migratable = "on";
        return cpu;
    }

    private static ClockElement clock(Board board) {
        ClockElement clock = new ClockElement();
        clock.offset = "utc";
        if (board.isPc()) {
            clock.timers.addAll(
                    List.of(timer("rtc", "catchup", null), timer("pit", "delay", null), timer("hpet", null, "no")));
        }
        return clock;
    }

    private static TimerElement timer(String name, @Nullable String tickPolicy, @Nullable String present) {
        TimerElement timer = new TimerElement();
        timer.name = name;
        timer.tickPolicy = tickPolicy;
        timer.present = present;
        return timer;
    }

    /** A server that goes to sleep is not found by anybody. */
    private static PowerManagementElement noSleep() {
        PowerManagementElement pm = new PowerManagementElement();
        pm.suspendToMemory = no();
        pm.suspendToDisk = no();
        return pm;
    }

    private static EnabledElement no() {
        EnabledElement element = new EnabledElement();
        element.enabled = "no";
        return element;
    }

    private static DevicesElement devices(Board board, DomainSpec spec) {
        DevicesElement devices = new DevicesElement();
        if (board.isPciExpress()) {
            devices.controllers.add(controller("pci", "pcie-root"));
            for (int port = 0; port < ports(spec); port++) {
                devices.controllers.add(controller("pci", "pcie-root-port"));
            }
            devices.controllers.add(controller("usb", "qemu-xhci"));
        }
        // libvirt's own choice for a SCSI drive that comes later is a card of 1996, which few guests have a driver for.
        devices.controllers.add(controller("scsi", "virtio-scsi"));
        devices.memballoon = new BalloonElement();
        devices.memballoon.model = "virtio";
        RngElement entropy = new RngElement();
        entropy.model = "virtio";
        entropy.backend = new RngBackendElement();
        entropy.backend.model = "random";
        entropy.backend.path = "/dev/urandom";
        devices.rngs.add(entropy);
        return devices;
    }

    private static long ports(DomainSpec spec) {
        long disks = spec.disks().stream()
                .filter(disk -> disk.device() == DiskDevice.DISK)
                .filter(disk -> disk.bus().orElse(DiskBus.VIRTIO).equals(DiskBus.VIRTIO))
                .count();
        return OWN_PORTS + disks + spec.nics().size() + spec.filesystems().size() + SPARE_PORTS;
    }

    private static ControllerElement controller(String type, String model) {
        ControllerElement controller = new ControllerElement();
        controller.type = type;
        controller.model = model;
        return controller;
    }

    @Override
    protected Optional<String> refusal(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        return KvmRefusals.of(base, wanted, "qemu".equals(domain.type));
    }

    @Override
    public Optional<String> fixed(DeviceSpec device) {
        if (device instanceof DiskSpec disk
                && disk.bus().filter(FIXED_BUSES::contains).isPresent()) {
            return Optional.of("QEMU plugs no drive into or out of the bus "
                    + disk.bus().get() + " while a machine runs; virtio, scsi and usb can be");
        }
        return device instanceof FilesystemSpec files
                        && files.driver().filter("virtiofs"::equals).isEmpty()
                ? Optional.of(ONLY_VIRTIOFS)
                : Optional.empty();
    }

    @Override
    public Optional<Support> support(Feature feature, HostFacts host) {
        return feature == Feature.ATTACH_FILESYSTEM ? Optional.of(Support.unknown(ONLY_VIRTIOFS)) : Optional.empty();
    }

    @Override
    protected DeviceDefaults deviceDefaults(DomainElement domain, HostFacts host) {
        OsTypeElement type = domain.os == null ? null : domain.os.type;
        DiskBus cdrom = type == null ? DiskBus.SATA : Board.of(type).cdrom();
        return new DeviceDefaults(DiskBus.VIRTIO, cdrom, Optional.of(NicModel.VIRTIO), Optional.of("qemu"));
    }
}
