package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

class StorageXmlTest {

    /** {@code virsh vol-dumpxml} of libvirt 9.0. */
    private static final String LAYER = """
            <volume type='file'>
              <name>a b</name>
              <key>/srv/pool/a b</key>
              <capacity unit='bytes'>1048576</capacity>
              <allocation unit='bytes'>200704</allocation>
              <physical unit='bytes'>196616</physical>
              <target>
                <path>/srv/pool/a b</path>
                <format type='qcow2'/>
                <compat>1.1</compat>
                <features/>
              </target>
              <backingStore>
                <path>/srv/pool/debian.iso</path>
                <format type='iso'/>
              </backingStore>
            </volume>
            """;

    @Test
    void everySourceOfAPoolComesBackAsItWasWritten() {
        for (PoolSource source : List.of(
                new PoolSource.Directory("/srv/<images>"),
                new PoolSource.Filesystem("/dev/vdb", "/srv/fs", "ext4"),
                new PoolSource.NetworkFilesystem("nas.example.org", "/export/a b", "/srv/nfs", "nfs"),
                new PoolSource.LogicalVolumes("guests", List.of("/dev/vdb", "/dev/vdc")),
                new PoolSource.Iscsi("10.0.0.1", "iqn.2001-04.com.example:disk"))) {
            UUID uuid = UUID.randomUUID();
            String xml = PoolXml.write(PoolSpec.of("p q", source).uuid(uuid));

            PoolInfo read = PoolXml.read(xml, false, true, true);

            assertEquals(source, read.source());
            assertEquals("p q", read.name());
            assertEquals(Optional.of(uuid), read.uuid());
            assertEquals(PoolState.INACTIVE, read.state());
            assertTrue(read.persistent() && read.autostart());
        }
    }

    @Test
    void whatOnlyANativeConfigurationCanSayIsNotGuessed() {
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> PoolXml.write(PoolSpec.of("p", new PoolSource.Native("rbd"))));
        assertEquals(
                new PoolSource.Native("rbd"),
                PoolXml.read("<pool type='rbd'><name>p</name></pool>", true, true, false)
                        .source());
    }

    @Test
    void anInactivePoolHoldsNothingWhateverItHeldBefore() {
        String xml = "<pool type='dir'><name>p</name><capacity unit='bytes'>5</capacity></pool>";

        assertEquals(DataSize.bytes(5), PoolXml.read(xml, true, true, false).capacity());
        assertEquals(DataSize.bytes(0), PoolXml.read(xml, false, true, false).capacity());
    }

    @Test
    void aVolumeIsReadWithWhatItLiesOn() {
        VolumeInfo volume = VolumeXml.read("pool", LAYER).orElseThrow();

        assertEquals(new VolumeId("pool", "a b"), volume.id());
        assertEquals("/srv/pool/a b", volume.path());
        assertEquals(DiskFormat.QCOW2, volume.format());
        assertEquals(DataSize.mebibytes(1), volume.capacity());
        assertEquals(Optional.of(new Backing("/srv/pool/debian.iso", DiskFormat.RAW)), volume.backing());
        assertEquals(OptionalLong.of(196_616), VolumeXml.length(LAYER));
    }

    @Test
    void aFolderInAPoolIsNoVolume() {
        assertEquals(Optional.empty(), VolumeXml.read("pool", LAYER.replace("type='file'", "type='dir'")));
    }

    @Test
    void aNewImageIsOneOfToday() {
        Backing base = new Backing("/srv/base", DiskFormat.RAW);
        String xml =
                VolumeXml.write(VolumeSpec.qcow2("v", DataSize.mebibytes(1)).backing(base));

        assertTrue(xml.contains("<compat>1.1</compat>"), xml);
        assertTrue(xml.contains("<allocation unit=\"bytes\">0</allocation>"), xml);
        assertTrue(xml.contains("<path>/srv/base</path>"), xml);
    }
}
