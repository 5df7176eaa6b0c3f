package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

class DomainRulesTest {

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);

    @Test
    void aDefinedDomainIsWhatWasDescribed() {
        UUID uuid = UUID.fromString("2d3f5b1c-6a87-4a0f-9d2e-1b0c5e7f8a90");
        DomainInfo row = bench.create(
                DomainSpec.named("web")
                        .uuid(uuid)
                        .cpus(new CpuCount(2, 4))
                        .memory(new Memory(DataSize.mebibytes(256), DataSize.mebibytes(512)))
                        .build(),
                Creation.DEFINE);

        assertEquals("web", row.name());
        assertEquals(Optional.of(uuid), row.uuid());
        assertEquals(DomainState.SHUT_OFF, row.state());
        assertEquals(2, row.cpus());
        assertEquals(DataSize.mebibytes(256), row.memory());
        assertTrue(row.persistent());
        assertFalse(row.autostart());
        assertEquals(row, bench.row(row.id()));
    }

    @Test
    void aTakenNameOrUuidIsRefusedAndTheOtherDomainStays() {
        DomainInfo web = bench.define("web");
        DomainSpec sameUuid =
                DomainSpec.named("other").uuid(web.uuid().orElseThrow()).build();

        assertThrows(AlreadyExistsException.class, () -> bench.define("web"));
        assertThrows(AlreadyExistsException.class, () -> bench.create(sameUuid, Creation.TRANSIENT));

        assertEquals(web, bench.row(web.id()));
        assertEquals(
                1, bench.session().domains().list(DomainFilter.all(), Set.of()).size());
    }

    @Test
    void filtersSelectByActivityAndPersistence() {
        bench.define("off");
        bench.started("on");
        bench.create(Bench.spec("passing"), Creation.TRANSIENT);

        assertEquals(List.of("off", "on", "passing"), names(DomainFilter.all()));
        assertEquals(List.of("on", "passing"), names(DomainFilter.active()));
        assertEquals(List.of("off"), names(DomainFilter.inactive()));
        assertEquals(List.of("on"), names(DomainFilter.active().and(DomainFilter.Persistence.PERSISTENT)));
        assertEquals(List.of("passing"), names(DomainFilter.all().and(DomainFilter.Persistence.TRANSIENT)));
    }

    private List<String> names(DomainFilter filter) {
        return bench.session().domains().list(filter, Set.of()).stream()
                .map(DomainInfo::name)
                .sorted()
                .toList();
    }

    @Test
    void aRowHasWhatWasAskedForAndNoMore() {
        bench.define("web");
        DomainRef ref = new DomainRef.ByName("web");
        DomainInfo bare = bench.session().domains().find(ref, Set.of()).orElseThrow();
        DomainInfo sized = bench.session()
                .domains()
                .find(ref, Set.of(DomainField.RESOURCES))
                .orElseThrow();

        assertThrows(IllegalStateException.class, bare::cpus);
        assertEquals(1, sized.cpus());
        assertThrows(IllegalStateException.class, sized::state);
    }

    @Test
    void aDomainIsFoundByIdNameAndUuidAndWhatIsNotThereIsEmpty() {
        DomainInfo web = bench.define("web");

        for (DomainRef ref : List.of(
                new DomainRef.ById(web.id()),
                new DomainRef.ByName("web"),
                new DomainRef.ByUuid(web.uuid().orElseThrow()))) {
            assertEquals(Optional.of(web), bench.session().domains().find(ref, Bench.EVERYTHING));
        }
        for (DomainRef ref : List.of(
                new DomainRef.ById(new DomainId("web")),
                new DomainRef.ByName("WEB"),
                new DomainRef.ByUuid(UUID.randomUUID()))) {
            assertEquals(Optional.empty(), bench.session().domains().find(ref, Bench.EVERYTHING));
        }
    }

    @Test
    void aDomainThatIsNotThereIsNotFoundByAnyOperation() {
        DomainId nobody = new DomainId("nobody");

        assertThrows(NotFoundException.class, () -> bench.power(nobody, PowerAction.START));
        assertThrows(NotFoundException.class, () -> bench.config(nobody));
        assertThrows(NotFoundException.class, () -> bench.session().domains().autostart(nobody, true));
        assertThrows(NotFoundException.class, () -> bench.session().domains().remove(nobody, Set.of()));
        assertThrows(NotFoundException.class, () -> bench.output(nobody));
    }

    @Test
    void aRemovedDomainIsGoneAndItsNameIsFreeAgain() {
        DomainInfo web = bench.define("web");

        bench.session().domains().remove(web.id(), Set.of());

        assertFalse(bench.has(web.id()));
        assertEquals(List.of(), names(DomainFilter.all()));
        assertNotEquals(web.id(), bench.define("web").id());
    }

    @Test
    void anActiveDomainIsNotRemoved() {
        DomainId web = bench.started("web").id();

        InvalidStateException refused = assertThrows(
                InvalidStateException.class, () -> bench.session().domains().remove(web, Set.of()));

        assertEquals("cannot remove domain 'web': it is running", refused.getMessage());
        assertEquals(DomainState.RUNNING, bench.state(web));
    }

    @Test
    void theConfigurationSaysWhatTheDescriptionSaidAndFillsInTheRest() {
        DomainSpec asked = DomainSpec.named("web")
                .title("Web server")
                .boot(Boot.kernel("/boot/vmlinuz").initrd("/boot/initrd").commandLine("console=ttyS0 quiet"))
                .disk(DiskSpec.file("/srv/web.qcow2"))
                .disk(DiskSpec.file("/srv/data.img"))
                .disk(DiskSpec.emptyCdrom())
                .nic(NicSpec.userMode())
                .console(ConsoleSpec.serial())
                .build();

        DomainSpec read =
                bench.config(bench.create(asked, Creation.DEFINE).id()).spec();

        assertEquals(asked.title(), read.title());
        assertEquals(asked.boot(), read.boot());
        assertEquals(Optional.of(GuestType.HARDWARE_ASSISTED), read.guestType());
        assertEquals(
                List.of("vda", "vdb", "sda"),
                read.disks().stream().map(disk -> disk.target().orElseThrow()).toList());
        assertTrue(read.nics().get(0).mac().isPresent());
        assertEquals(asked.consoles(), read.consoles());
    }

    @Test
    void theTwoViewsAreNeverMixed() {
        DomainId off = bench.define("off").id();
        DomainId passing =
                bench.create(Bench.spec("passing"), Creation.TRANSIENT).id();

        assertThrows(
                InvalidStateException.class, () -> bench.session().domains().read(off, View.LIVE));
        assertThrows(InvalidStateException.class, () -> bench.config(passing));
        assertEquals(
                "passing",
                bench.session().domains().read(passing, View.LIVE).spec().name());
    }

    @Test
    void aTransientDomainRunsAtOnceAndIsGoneWhenItStops() {
        DomainInfo passing = bench.create(Bench.spec("passing"), Creation.TRANSIENT);
        assertEquals(DomainState.RUNNING, passing.state());
        assertFalse(passing.persistent());

        DomainInfo last = bench.power(passing.id(), PowerAction.DESTROY);

        assertEquals(DomainState.SHUT_OFF, last.state());
        assertFalse(bench.has(passing.id()));
    }

    @Test
    void anEphemeralDomainIsGoneWhenItsSessionHasClosed() {
        Bench other = Bench.on(host);
        DomainId id = other.create(Bench.spec("brief"), Creation.EPHEMERAL).id();
        assertTrue(bench.has(id));

        other.session().close();

        assertFalse(bench.has(id));
    }

    @Test
    void autostartIsInTheRowsAndNotForTransientDomains() {
        DomainId web = bench.define("web").id();
        DomainId passing =
                bench.create(Bench.spec("passing"), Creation.TRANSIENT).id();

        bench.session().domains().autostart(web, true);

        assertTrue(bench.row(web).autostart());
        assertThrows(
                InvalidStateException.class, () -> bench.session().domains().autostart(passing, true));
    }

    @Test
    void whatOnlyNativeTextCanExpressCannotBeAskedFor() {
        List<DomainSpec> impossible = List.of(
                DomainSpec.named("web").boot(new Boot.Native("magic")).build(),
                DomainSpec.named("web")
                        .console(new ConsoleSpec(ConsoleSpec.Type.NATIVE))
                        .build(),
                DomainSpec.named("web")
                        .disk(DiskSpec.file("/a").source(new DiskSource.Native("rbd")))
                        .build(),
                DomainSpec.named("web")
                        .nic(NicSpec.of(new NicSource.Native("vdpa")))
                        .build());

        for (DomainSpec spec : impossible) {
            assertThrows(UnsupportedCapabilityException.class, () -> bench.create(spec, Creation.DEFINE));
        }
        assertEquals(List.of(), names(DomainFilter.all()));
    }

    @Test
    void aNameThatOnlyABackendCouldHaveReportedIsRefused() {
        DomainSpec reported = DomainSpec.reported("a/b").build();

        assertThrows(InvalidSpecException.class, () -> bench.create(reported, Creation.DEFINE));
        assertEquals(List.of(), names(DomainFilter.all()));
    }

    @Test
    void aHostRunsOnlyTheFamiliesOfGuestsThatItHas() {
        Bench emulator = Bench.on(
                MemoryHypervisor.builder().guestTypes(GuestType.EMULATED).build());
        DomainSpec paravirtual =
                DomainSpec.named("web").guestType(GuestType.PARAVIRTUAL).build();

        assertThrows(UnsupportedCapabilityException.class, () -> emulator.create(paravirtual, Creation.DEFINE));
        assertEquals(
                Optional.of(GuestType.EMULATED),
                emulator.config(emulator.define("web").id()).spec().guestType());
    }

    @Test
    void hostsWithTheSameSeedMakeTheSameIdentities() {
        DomainSpec spec = DomainSpec.named("web").nic(NicSpec.userMode()).build();
        Bench one = Bench.on(MemoryHypervisor.builder().seed(7).build());
        Bench same = Bench.on(MemoryHypervisor.builder().seed(7).build());
        Bench other = Bench.on(MemoryHypervisor.builder().seed(8).build());

        DomainSpec made = one.config(one.create(spec, Creation.DEFINE).id()).spec();

        assertEquals(made, same.config(same.create(spec, Creation.DEFINE).id()).spec());
        assertNotEquals(
                made, other.config(other.create(spec, Creation.DEFINE).id()).spec());
    }
}
