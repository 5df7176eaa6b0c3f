package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.storage.VolumeId;
import org.junit.jupiter.api.Test;

/** A libvirt without storage runs guests from volumes all the same. */
class VolumesAsFilesTest {

    private final Map<VolumeId, String> volumes = new HashMap<>(Map.of(
            new VolumeId("p", "a.qcow2"), "/pool/a.qcow2",
            new VolumeId("p", "b"), "/pool/b"));
    private final VolumesAsFiles dialect =
            new VolumesAsFiles(new LibvirtDialect(), id -> Optional.ofNullable(volumes.get(id))
                    .orElseThrow(() -> new NotFoundException(
                            Failure.to("find", "volume " + id).because("there is no such volume"))));
    private final DomainSpec web = DomainSpec.named("web")
            .owner(new Owner("farm", "m.b", 42, 7))
            .disk(DiskSpec.volume("p", "a.qcow2", DiskFormat.QCOW2))
            .disk(DiskSpec.file("/plain"))
            .build();

    @Test
    void aVolumeIsWrittenAsItsFileAndReadAsAVolume() {
        String xml = dialect.newDomain(web, Hosts.TEST);

        assertTrue(xml.contains("<source file=\"/pool/a.qcow2\"/>"), xml);
        assertEquals(
                List.of(new DiskSource.Volume("p", "a.qcow2"), new DiskSource.File("/plain")),
                dialect.read(xml).disks().stream().map(DiskSpec::source).toList());
        assertEquals(web.owner(), dialect.read(xml).owner());
    }

    @Test
    void aVolumeThatIsNotThereIsNotDescribedAway() {
        DomainSpec lost = web.toBuilder()
                .disk(DiskSpec.volume("p", "lost", DiskFormat.RAW))
                .build();

        assertThrows(NotFoundException.class, () -> dialect.newDomain(lost, Hosts.TEST));
    }

    @Test
    void anUpdateExchangesVolumesAndNeedsOnlyTheNewOnes() {
        String xml = dialect.newDomain(web, Hosts.TEST);
        DomainSpec base = dialect.read(xml);
        volumes.remove(new VolumeId("p", "a.qcow2"));
        DomainSpec wanted = base.toBuilder()
                .disks(List.of(base.disks().get(0), base.disks().get(1).source(new DiskSource.Volume("p", "b"))))
                .build();

        String edited = dialect.edit(xml, base, wanted, Hosts.TEST).xml();

        assertEquals(wanted, dialect.read(edited));
        assertTrue(edited.contains("<source file=\"/pool/b\"/>"), edited);
        DomainSpec none = wanted.toBuilder().disks(List.of()).build();
        assertFalse(dialect.edit(edited, wanted, none, Hosts.TEST).xml().contains("/pool/"));
    }

    @Test
    void anUpdateToTheDescriptionItselfIsNoChange() {
        String xml = dialect.newDomain(web, Hosts.TEST);

        assertEquals(
                List.of(), dialect.edit(xml, dialect.read(xml), web, Hosts.TEST).changes());
    }
}
