package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.junit.jupiter.api.Test;

/** Snapshots as libvirt 9.0 prints them ({@code virsh snapshot-dumpxml}). */
class SnapshotDescriptionTest {

    @Test
    void aSnapshotOfARunningDomainHasItsMemory() {
        SnapshotDescription warm = SnapshotDescription.read("""
                <domainsnapshot>
                  <name>warm</name>
                  <description>a &lt; b</description>
                  <state>running</state>
                  <parent>
                    <name>cold</name>
                  </parent>
                  <creationTime>1795328859</creationTime>
                  <memory snapshot='internal'/>
                  <disks>
                    <disk name='vda' snapshot='internal'/>
                  </disks>
                  <domain type='qemu'>
                    <name>web</name>
                  </domain>
                  <cookie/>
                </domainsnapshot>
                """);

        assertTrue(warm.memory() && warm.complete());
        assertFalse(warm.external());
        assertEquals(DomainState.RUNNING, warm.state());
        assertEquals(Optional.of("cold"), warm.parent());
        assertEquals(Optional.of("a < b"), warm.text());
        assertEquals(Instant.ofEpochSecond(1_795_328_859), warm.created());
    }

    @Test
    void drivesInNewFilesAreAnExternalSnapshotWithoutMemory() {
        SnapshotDescription layer = SnapshotDescription.read("""
                <domainsnapshot>
                  <name>layer</name>
                  <state>disk-snapshot</state>
                  <creationTime>1795328859</creationTime>
                  <memory snapshot='no'/>
                  <disks>
                    <disk name='vda' snapshot='external' type='file'>
                      <driver type='qcow2'/>
                      <source file='/srv/web.layer'/>
                    </disk>
                  </disks>
                </domainsnapshot>
                """);

        assertTrue(layer.external());
        assertFalse(layer.memory() || layer.complete());
        assertEquals(DomainState.RUNNING, layer.state());
        assertEquals(Optional.empty(), layer.parent());
    }

    @Test
    void whatPeopleSayIsAValueAndNoXml() {
        String said = "</description><state>running</state> & 'more'";

        SnapshotDescription read = SnapshotDescription.read(
                SnapshotDescription.write(SnapshotSpec.named("noon").description(said)));

        assertEquals("noon", read.name());
        assertEquals(Optional.of(said), read.text());
    }
}
