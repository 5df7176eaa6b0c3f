package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;

/** What runs tells more of its devices than a configuration. */
class LiveDrivesTest {

    private static final String RUNNING = """
            <domain type='kvm' id='3'>
              <name>web</name>
              <devices>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='/top' index='4'/>
                  <backingStore type='file' index='3'>
                    <format type='qcow2'/>
                    <source file='/middle'/>
                    <backingStore type='block' index='1'>
                      <format type='raw'/>
                      <source dev='/dev/base'/>
                      <backingStore/>
                    </backingStore>
                  </backingStore>
                  <mirror type='file' file='/copy' job='copy' ready='yes'/>
                  <target dev='vda' bus='virtio'/>
                  <alias name='virtio-disk0'/>
                </disk>
                <interface type='user'>
                  <mac address='52:54:00:AB:CD:EF'/>
                  <alias name='net0'/>
                </interface>
              </devices>
            </domain>
            """;

    @Test
    void aDrivesImagesAreToldFromTheTopDown() {
        assertEquals(
                new DiskImages(Optional.of("/top"), List.of("/middle", "/dev/base"), true),
                DiskImages.of(RUNNING, "vda"));
        assertEquals(new DiskImages(Optional.empty(), List.of(), false), DiskImages.of(RUNNING, "vdb"));
    }

    @Test
    void aDeviceIsFoundByItsKeyWithAllThatItSays() {
        LibvirtDialect dialect = new LibvirtDialect();

        String drive = dialect.device(RUNNING, new DeviceKey.Disk("vda")).orElseThrow();
        String card = dialect.device(RUNNING, new DeviceKey.Nic(MacAddress.of("52:54:00:ab:cd:ef")))
                .orElseThrow();

        assertTrue(drive.startsWith("<disk") && drive.contains("virtio-disk0"), drive);
        assertTrue(card.startsWith("<interface") && card.contains("net0"), card);
        assertEquals(Optional.empty(), dialect.device(RUNNING, new DeviceKey.Disk("vdb")));
        assertEquals(Optional.empty(), dialect.device(RUNNING, new DeviceKey.Filesystem("vda")));
    }
}
