package org.anfitrion.driver.kvm;

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
import org.anfitrion.libvirt.xml.domain.ClockTimer;
import org.anfitrion.libvirt.xml.domain.DomainClock;
import org.anfitrion.libvirt.xml.domain.DomainController;
import org.anfitrion.libvirt.xml.domain.DomainCpu;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainFeatures;
import org.anfitrion.libvirt.xml.domain.DomainMemBalloon;
import org.anfitrion.libvirt.xml.domain.DomainOs;
import org.anfitrion.libvirt.xml.domain.DomainPm;
import org.anfitrion.libvirt.xml.domain.DomainRng;
import org.anfitrion.libvirt.xml.domain.FeaturesApic;
import org.anfitrion.libvirt.xml.domain.OsType;
import org.anfitrion.libvirt.xml.domain.RngBackend;
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
        domain.osOrNew()
                .typeOrNew()
                .setMachine(board.machine().map(OsType.Machine::new).orElse(null));
        domain.setFeatures(features(board, spec))
                .setCpu(domain.type().equals(Optional.of(DomainElement.Type.KVM)) ? hostsProcessor() : null)
                .setClock(clock(board))
                .setOnPoweroff(DomainElement.OnPoweroff.DESTROY)
                .setOnReboot(DomainElement.OnReboot.RESTART)
                .setOnCrash(DomainElement.OnCrash.DESTROY)
                .setPm(board.isPc() ? noSleep() : null)
                .setDevices(devices(board, spec));
    }

    private static @Nullable DomainFeatures features(Board board, DomainSpec spec) {
        boolean uefi = spec.boot()
                .filter(boot -> boot instanceof Boot.Firmware firmware && firmware.type() == Boot.FirmwareType.UEFI)
                .isPresent();
        if (!board.isPc() && !uefi) {
            return null;
        }
        DomainFeatures features = new DomainFeatures().setAcpi(true);
        return board.isPc() ? features.setApic(new FeaturesApic()) : features;
    }

    private static DomainCpu hostsProcessor() {
        return new DomainCpu()
                .setMode(DomainCpu.Mode.HOST_PASSTHROUGH)
                .setCheck(DomainCpu.Check.NONE)
                .setMigratable(true);
    }

    private static DomainClock clock(Board board) {
        DomainClock clock = new DomainClock().setOffset(DomainClock.Offset.UTC);
        if (board.isPc()) {
            clock.addTimer().setName(ClockTimer.Name.RTC).setTickpolicy(ClockTimer.Tickpolicy.CATCHUP);
            clock.addTimer().setName(ClockTimer.Name.PIT).setTickpolicy(ClockTimer.Tickpolicy.DELAY);
            clock.addTimer().setName(ClockTimer.Name.HPET).setPresent(false);
        }
        return clock;
    }

    /** A server that goes to sleep is not found by anybody. */
    private static DomainPm noSleep() {
        DomainPm pm = new DomainPm();
        pm.suspendToMemOrNew().setEnabled(false);
        pm.suspendToDiskOrNew().setEnabled(false);
        return pm;
    }

    private static DomainDevices devices(Board board, DomainSpec spec) {
        DomainDevices devices = new DomainDevices();
        if (board.isPciExpress()) {
            add(devices, DomainController.Type.PCI, DomainController.Model.PCIE_ROOT);
            for (int port = 0; port < ports(spec); port++) {
                add(devices, DomainController.Type.PCI, DomainController.Model.PCIE_ROOT_PORT);
            }
            add(devices, DomainController.Type.USB, DomainController.Model.QEMU_XHCI);
        }
        // libvirt's own choice for a SCSI drive that comes later is a card of 1996, which few guests have a driver for.
        add(devices, DomainController.Type.SCSI, DomainController.Model.VIRTIO_SCSI);
        devices.memBalloonOrNew().setModel(DomainMemBalloon.Model.VIRTIO);
        devices.addRng()
                .setModel(DomainRng.Model.VIRTIO)
                .backendOrNew()
                .setModel(RngBackend.Model.RANDOM)
                .setValue("/dev/urandom");
        return devices;
    }

    private static void add(DomainDevices devices, DomainController.Type type, DomainController.Model model) {
        devices.addController().setType(type).setModel(model);
    }

    private static long ports(DomainSpec spec) {
        long disks = spec.disks().stream()
                .filter(disk -> disk.device() == DiskDevice.DISK)
                .filter(disk -> disk.bus().orElse(DiskBus.VIRTIO).equals(DiskBus.VIRTIO))
                .count();
        return OWN_PORTS + disks + spec.nics().size() + spec.filesystems().size() + SPARE_PORTS;
    }

    @Override
    protected Optional<String> refusal(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        return KvmRefusals.of(base, wanted, domain.type().equals(Optional.of(DomainElement.Type.QEMU)));
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
        DiskBus cdrom = domain.os()
                .flatMap(DomainOs::type)
                .map(type -> Board.of(type).cdrom())
                .orElse(DiskBus.SATA);
        return new DeviceDefaults(DiskBus.VIRTIO, cdrom, Optional.of(NicModel.VIRTIO), Optional.of("qemu"));
    }
}
