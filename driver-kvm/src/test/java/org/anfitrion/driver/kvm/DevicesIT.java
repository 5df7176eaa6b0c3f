package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices that come and go while a real guest runs: it says itself what it sees. */
class DevicesIT {

    private static final Lab LAB = Lab.raised();
    private GuestHost guests;
    private Path place;

    @BeforeEach
    void connect() throws IOException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        place = Files.createDirectories(LAB.place("v"));
        guests = GuestHost.at(LAB, LAB.daemon(), place);
    }

    @AfterEach
    void disconnect() {
        guests.close();
    }

    private Domain domain(DiskSpec... disks) {
        var spec = guests.guest("devices-" + UUID.randomUUID());
        for (DiskSpec disk : disks) {
            spec.disk(disk);
        }
        return guests.define(spec.build());
    }

    @Test
    void drivesComeToARunningGuestAndGoAgain() throws IOException {
        Domain domain = domain();
        Console console = guests.boot(domain);
        for (DiskBus bus : List.of(DiskBus.VIRTIO, DiskBus.SCSI)) {
            Path image = image(bus.name() + ".raw", "");

            DeviceSpec drive =
                    domain.devices().attach(DiskSpec.file(image).bus(bus)).await(GuestHost.PATIENCE);

            DeviceKey key = drive.key().orElseThrow();
            String device = "/dev/" + ((DeviceKey.Disk) key).target();
            GuestHost.run(
                    console,
                    "until [ -b " + device + " ]; do sleep 1; done; echo " + bus.name() + " | dd of=" + device
                            + " conv=fsync 2>/dev/null");
            assertTrue(has(domain, View.LIVE, key) && has(domain, View.CONFIG, key), "both scopes have the drive");
            domain.devices().detach(key).await(GuestHost.PATIENCE);
            assertFalse(has(domain, View.LIVE, key) || has(domain, View.CONFIG, key), "a scope has the drive");
            assertTrue(Files.readString(image, StandardCharsets.ISO_8859_1).startsWith(bus.name()), bus.name());
            String gone = GuestHost.run(console, "until [ ! -b " + device + " ]; do sleep 1; done; echo g'on'e");
            assertTrue(gone.contains("gone"), gone);
        }
    }

    private static boolean has(Domain domain, View view, DeviceKey key) {
        DomainSpec spec = domain.describe(view).spec();
        return spec.devices().stream().anyMatch(device -> device.key().equals(Optional.of(key)));
    }

    @Test
    void aCardComesWithItsAddressAndItsCableIsPulledAndPutBack() {
        Domain domain = domain();
        Console console = guests.boot(domain);
        MacAddress address = MacAddress.of("52:54:00:ab:cd:ef");

        domain.devices().attach(NicSpec.userMode().mac(address)).await(GuestHost.PATIENCE);

        String seen = GuestHost.run(
                console, "until [ -d /sys/class/net/eth0 ]; do sleep 1; done; cat /sys/class/net/eth0/address");
        assertTrue(seen.contains(address.text()), seen);
        GuestHost.run(console, "ip link set eth0 up");
        domain.devices().link(address, false);
        GuestHost.run(console, "until [ $(cat /sys/class/net/eth0/carrier) = 0 ]; do sleep 1; done");
        assertFalse(card(domain, View.LIVE).linkUp(), "the link in what runs");
        assertFalse(card(domain, View.CONFIG).linkUp(), "the link in the configuration");
        domain.devices().link(address, true);
        GuestHost.run(console, "until [ $(cat /sys/class/net/eth0/carrier) = 1 ]; do sleep 1; done");
        domain.devices().detach(new DeviceKey.Nic(address)).await(GuestHost.PATIENCE);
        GuestHost.run(console, "until [ ! -d /sys/class/net/eth0 ]; do sleep 1; done");
        assertEquals(List.of(), domain.describe(View.LIVE).spec().nics());
    }

    private static NicSpec card(Domain domain, View view) {
        return domain.describe(view).spec().nics().get(0);
    }

    @Test
    void aCdRomIsTakenOutAndAnotherPutIn() throws IOException {
        Path first = image("first.iso", "first");
        Path second = image("second.iso", "second");
        Domain domain = domain(DiskSpec.cdrom(first).bus(DiskBus.SCSI));
        Console console = guests.boot(domain);
        assertTrue(GuestHost.run(console, "head -c 5 /dev/sr0").contains("first"));
        String target =
                domain.describe(View.LIVE).spec().disks().get(0).target().orElseThrow();

        domain.devices().insert(target, new DiskSource.File(second.toString()));

        String read =
                GuestHost.run(console, "until [ \"$(head -c 6 /dev/sr0)\" = second ]; do sleep 1; done; echo r'ea'd");
        assertTrue(read.contains("read"), read);
        domain.devices().eject(target);
        assertEquals(
                new DiskSource.Empty(),
                domain.describe(View.LIVE).spec().disks().get(0).source());
        assertEquals(
                new DiskSource.Empty(),
                domain.describe(View.CONFIG).spec().disks().get(0).source());
    }

    @Test
    void aRunningGuestsDriveIsSlowedDownAndSetFreeAgain() throws IOException {
        Domain domain = domain(DiskSpec.file(image("slow.raw", "")));
        Console console = guests.boot(domain);
        IoLimits limits = IoLimits.bytesPerSecond(DataSize.mebibytes(1));

        domain.devices().limit("vda", limits);

        for (View view : View.values()) {
            assertEquals(
                    Optional.of(limits),
                    domain.describe(view).spec().disks().get(0).limits(),
                    view.name());
        }
        String read = GuestHost.run(
                console,
                "a=$(cut -d. -f1 /proc/uptime); dd if=/dev/vda of=/dev/null bs=1M count=4 iflag=direct 2>/dev/null;"
                        + " b=$(cut -d. -f1 /proc/uptime); [ $((b - a)) -ge 2 ] && echo sl'o'w");
        assertTrue(read.contains("slow"), read);
        domain.devices().limit("vda", IoLimits.NONE);
        assertEquals(
                IoLimits.NONE,
                domain.describe(View.LIVE).spec().disks().get(0).limits().orElse(IoLimits.NONE));
    }

    @Test
    void whatQemuCannotPlugIsRefusedBeforeAnythingIsSent() throws IOException {
        Domain domain = domain();
        domain.start();
        List<DeviceSpec> refused = List.of(
                DiskSpec.file(image("sata.raw", "")).bus(DiskBus.SATA),
                DiskSpec.cdrom(image("cd.iso", "")),
                FilesystemSpec.directory(place.toString(), "shared"));
        for (DeviceSpec device : refused) {
            UnsupportedCapabilityException why = assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> domain.devices().attach(device).await(GuestHost.PATIENCE));
            assertTrue(why.getMessage().contains("while a machine runs"), why::getMessage);
            assertEquals(List.of(), domain.describe(View.CONFIG).spec().devices());
            assertEquals(List.of(), domain.describe(View.LIVE).spec().devices());
        }
        domain.devices().attach(refused.get(0), Scope.CONFIG).await(GuestHost.PATIENCE);
        assertEquals(1, domain.describe(View.CONFIG).spec().disks().size());
    }

    private Path image(String name, String begin) throws IOException {
        return Files.write(place.resolve(name), Arrays.copyOf(begin.getBytes(StandardCharsets.US_ASCII), 8 << 20));
    }
}
