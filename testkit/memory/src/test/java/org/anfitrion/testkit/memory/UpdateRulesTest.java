package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;

class UpdateRulesTest {

    private final Bench bench = Bench.on(new MemoryHypervisor());

    private Applied update(DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope) {
        return bench.session().domains().update(id, base, wanted, scope, Progress.unwatched());
    }

    private DomainSpec larger(DomainSpec spec) {
        return spec.toBuilder().memory(DataSize.mebibytes(512)).build();
    }

    @Test
    void anUpdateChangesWhatDiffersAndSaysIt() {
        DomainId web = bench.define("web").id();
        Described<DomainSpec> base = bench.config(web);

        Applied applied = update(web, base, larger(base.spec()), Scope.CONFIG);

        assertEquals(List.of("memory: 128 MiB -> 512 MiB", "memory-maximum: 128 MiB -> 512 MiB"), applied.changes());
        assertEquals(Set.of(Scope.CONFIG), applied.scopes());
        assertFalse(applied.waitsForRestart());
        assertEquals(larger(base.spec()), bench.config(web).spec());
        assertEquals(DataSize.mebibytes(512), bench.row(web).memory());
    }

    @Test
    void anUpdateOfAnOutdatedBaseIsAConflictAndChangesNothing() {
        DomainId web = bench.define("web").id();
        Described<DomainSpec> base = bench.config(web);
        update(web, base, larger(base.spec()), Scope.CONFIG);
        Described<DomainSpec> now = bench.config(web);

        DomainSpec wanted = base.spec().toBuilder().cpus(4).build();
        assertThrows(ConflictException.class, () -> update(web, base, wanted, Scope.CONFIG));

        assertEquals(now, bench.config(web));
    }

    @Test
    void anUpdateWithoutADifferenceChangesNothing() {
        DomainId web = bench.define("web").id();
        Described<DomainSpec> base = bench.config(web);

        Applied applied = update(web, base, base.spec(), Scope.CONFIG);

        assertEquals(new Applied(List.of(), Set.of(), false), applied);
        assertEquals(base, bench.config(web));
    }

    @Test
    void whatTheWantedDescriptionLeavesOpenIsNoDifference() {
        DomainSpec asked = DomainSpec.named("web")
                .disk(DiskSpec.file("/srv/web.img"))
                .nic(NicSpec.network("default"))
                .build();
        DomainId web = bench.create(asked, Creation.DEFINE).id();

        assertEquals(
                List.of(), update(web, bench.config(web), asked, Scope.CONFIG).changes());
    }

    @Test
    void anUpdateCannotChangeNameOrUuid() {
        DomainId web = bench.define("web").id();
        Described<DomainSpec> base = bench.config(web);
        DomainSpec renamed = base.spec().toBuilder().name("other").build();
        DomainSpec other = base.spec().toBuilder().uuid(UUID.randomUUID()).build();

        assertThrows(InvalidSpecException.class, () -> update(web, base, renamed, Scope.CONFIG));
        assertThrows(InvalidSpecException.class, () -> update(web, base, other, Scope.CONFIG));
        assertEquals(base, bench.config(web));
    }

    @Test
    void anUpdateOfTheConfigurationOfARunningDomainWaitsForItsRestart() {
        DomainId web = bench.started("web").id();
        Described<DomainSpec> base = bench.config(web);

        assertTrue(update(web, base, larger(base.spec()), Scope.CONFIG).waitsForRestart());

        assertEquals(DataSize.mebibytes(128), bench.row(web).memory());
        bench.power(web, PowerAction.DESTROY);
        assertEquals(
                DataSize.mebibytes(512), bench.power(web, PowerAction.START).memory());
    }

    @Test
    void aRunningDomainTakesCpusAndMemoryWithinItsMaximum() {
        DomainSpec asked = DomainSpec.named("web")
                .cpus(new CpuCount(1, 4))
                .memory(new Memory(DataSize.mebibytes(128), DataSize.mebibytes(512)))
                .build();
        DomainId web = bench.create(asked, Creation.DEFINE).id();
        bench.power(web, PowerAction.START);
        Described<DomainSpec> live = bench.session().domains().read(web, View.LIVE);
        DomainSpec wanted = live.spec().toBuilder()
                .cpus(new CpuCount(3, 4))
                .memory(new Memory(DataSize.mebibytes(384), DataSize.mebibytes(512)))
                .build();

        Applied applied = update(web, live, wanted, Scope.LIVE);

        assertEquals(Set.of(Scope.LIVE), applied.scopes());
        assertEquals(3, bench.row(web).cpus());
        assertEquals(DataSize.mebibytes(384), bench.row(web).memory());
        assertEquals(1, bench.config(web).spec().cpus().current());
        bench.power(web, PowerAction.DESTROY);
        assertEquals(1, bench.power(web, PowerAction.START).cpus());
    }

    @Test
    void aRunningDomainTakesNothingElse() {
        DomainId web = bench.started("web").id();
        Described<DomainSpec> live = bench.session().domains().read(web, View.LIVE);
        DomainSpec withDisk =
                live.spec().toBuilder().disk(DiskSpec.file("/srv/more.img")).build();

        assertThrows(UnsupportedCapabilityException.class, () -> update(web, live, larger(live.spec()), Scope.LIVE));
        assertThrows(UnsupportedCapabilityException.class, () -> update(web, live, withDisk, Scope.LIVE));
        assertEquals(live, bench.session().domains().read(web, View.LIVE));
    }

    @Test
    void aViewThatIsNotThereCannotBeUpdated() {
        DomainId off = bench.define("off").id();
        Described<DomainSpec> config = bench.config(off);
        DomainId passing =
                bench.create(Bench.spec("passing"), Creation.TRANSIENT).id();
        Described<DomainSpec> live = bench.session().domains().read(passing, View.LIVE);

        assertThrows(InvalidStateException.class, () -> update(off, config, larger(config.spec()), Scope.LIVE));
        assertThrows(InvalidStateException.class, () -> update(passing, live, larger(live.spec()), Scope.CONFIG));
    }

    @Test
    void devicesAreAddedChangedAndRemovedOneByOne() {
        DomainSpec asked = DomainSpec.named("web")
                .disk(DiskSpec.file("/srv/a.img"))
                .disk(DiskSpec.file("/srv/b.img"))
                .nic(NicSpec.userMode().mac("52:54:00:00:00:01"))
                .build();
        DomainId web = bench.create(asked, Creation.DEFINE).id();
        Described<DomainSpec> base = bench.config(web);
        DomainSpec wanted = base.spec().toBuilder()
                .disks(List.of(
                        base.spec().disks().get(1).serial("B-2"),
                        DiskSpec.file("/srv/c.img").bus(DiskBus.SCSI)))
                .nics(List.of())
                .build();

        Applied applied = update(web, base, wanted, Scope.CONFIG);

        assertEquals(
                List.of(
                        "disk vdb serial: nothing -> B-2",
                        "disk sda: added",
                        "disk vda: removed",
                        "nic 52:54:00:00:00:01: removed"),
                applied.changes());
        assertEquals(
                List.of("vdb", "sda"),
                bench.config(web).spec().disks().stream()
                        .map(disk -> disk.target().orElseThrow())
                        .toList());
    }

    @Test
    void devicesInAnotherOrderAreADifference() {
        DomainSpec asked = DomainSpec.named("web")
                .disk(DiskSpec.file("/srv/a.img"))
                .disk(DiskSpec.file("/srv/b.img"))
                .build();
        DomainId web = bench.create(asked, Creation.DEFINE).id();
        Described<DomainSpec> base = bench.config(web);
        List<DiskSpec> disks = base.spec().disks();
        DomainSpec wanted = base.spec().toBuilder()
                .disks(List.of(disks.get(1), disks.get(0)))
                .build();

        assertEquals(
                List.of("disk: put in another order"),
                update(web, base, wanted, Scope.CONFIG).changes());
        assertEquals(wanted, bench.config(web).spec());
    }
}
