package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of domains made from templates, from others and from appliances: {@code PRV}. */
public interface ProvisioningContract extends Contract {

    /**
     * A clone is like its original, and not the same.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_1)
    default void aCloneIsLikeItsOriginal(Bench bench) {
        DomainId id = original(bench);
        Described<DomainSpec> before = bench.read(id);
        bench.each(Set.of(CloneKind.values()), kind -> {
            String name = bench.name();
            DomainInfo clone = copy(bench, id, name, kind);
            DomainSpec read = bench.read(clone.id()).spec();
            assertAll(
                    () -> assertEquals(name, clone.name(), "the name of the clone"),
                    () -> assertEquals(DomainState.SHUT_OFF, clone.state(), "the state of the clone"),
                    () -> assertNotEquals(id, clone.id(), "the identity of the clone"),
                    () -> assertEquals(before.spec(), identified(read, before.spec()), "the description of the clone"),
                    () -> assertEquals(before, bench.read(id), "the original"));
            for (int i = 0; i < read.nics().size(); i++) {
                assertNotEquals(
                        before.spec().nics().get(i).mac(), read.nics().get(i).mac(), "the Ethernet address");
            }
            bench.remove(clone.id());
        });
    }

    private static DomainId original(Bench bench) {
        bench.facet(ProvisioningFacet.class, Feature.COPY);
        DomainSpec spec = bench.spec().toBuilder()
                .nics(bench.backend().rich(bench.name()).nics().stream()
                        .map(nic -> NicSpec.of(nic.source()))
                        .toList())
                .build();
        return bench.define(bench.backend().fixture(ProvisioningFixture.class).spec(spec))
                .id();
    }

    private static ProvisioningFacet facet(Bench bench) {
        return bench.facet(ProvisioningFacet.class, Feature.COPY);
    }

    private static DomainInfo copy(Bench bench, DomainId id, String name, CloneKind kind) {
        return bench.perform(
                feature(kind), new Target.OfDomain(id), () -> facet(bench).copy(id, name, kind, Progress.unwatched()));
    }

    private static Feature feature(CloneKind kind) {
        return kind == CloneKind.FULL ? Feature.COPY : Feature.LINKED_COPY;
    }

    /** A description with what tells a domain from others taken from another one. */
    private static DomainSpec identified(DomainSpec spec, DomainSpec as) {
        DomainSpecBuilder same = spec.toBuilder().name(as.name());
        as.uuid().ifPresent(same::uuid);
        List<DiskSpec> disks = new ArrayList<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            DiskSpec disk = spec.disks().get(i);
            disks.add(i < as.disks().size() ? disk.source(as.disks().get(i).source()) : disk);
        }
        List<NicSpec> nics = new ArrayList<>();
        for (int i = 0; i < spec.nics().size(); i++) {
            NicSpec nic = spec.nics().get(i);
            Optional<NicSpec> other =
                    i < as.nics().size() ? Optional.of(as.nics().get(i)) : Optional.empty();
            nics.add(other.flatMap(NicSpec::mac).map(nic::mac).orElse(nic));
        }
        return same.disks(disks).nics(nics).build();
    }

    /**
     * What one writes the other does not see.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_2)
    default void aCloneHasDrivesOfItsOwn(Bench bench) {
        DomainId id = original(bench);
        ProvisioningFixture fixture = bench.backend().fixture(ProvisioningFixture.class);
        DiskSpec disk = bench.read(id).spec().disks().get(0);
        byte[] first = "first".getBytes(StandardCharsets.US_ASCII);
        byte[] other = "other".getBytes(StandardCharsets.US_ASCII);
        fixture.writing().accept(disk, first);
        bench.each(Set.of(CloneKind.values()), kind -> {
            DomainInfo clone = copy(bench, id, bench.name(), kind);
            DiskSpec own = bench.read(clone.id()).spec().disks().get(0);
            assertNotEquals(disk.source(), own.source(), "where the drive of the clone is");
            assertArrayEquals(first, fixture.reading().apply(own), "what the clone reads");
            fixture.writing().accept(own, other);
            assertArrayEquals(other, fixture.reading().apply(own), "what the clone reads of what it wrote");
            assertArrayEquals(first, fixture.reading().apply(disk), "what the original reads");
            bench.remove(clone.id());
        });
    }

    /**
     * What is cancelled has never been.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_2)
    default void aCloneThatIsCancelledLeavesNothing(Bench bench) {
        DomainId id = original(bench);
        String name = bench.name();
        bench.questions()
                .refused(OperationCancelledException.class, Feature.COPY, new Target.OfDomain(id), () -> facet(bench)
                        .copy(id, name, CloneKind.FULL, new MigrationContract.Cancelled()));
        assertEquals(Optional.empty(), bench.domains().find(new DomainRef.ByName(name), Set.of()), "the clone");
    }

    /**
     * A domain gets another name, and nothing else changes.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_3)
    default void aRenamedDomainIsFoundByItsNewName(Bench bench) {
        bench.facet(ProvisioningFacet.class, Feature.RENAME);
        DomainInfo domain = bench.define();
        DomainSpec before = bench.read(domain.id()).spec();
        String name = bench.name();
        DomainInfo renamed = bench.perform(Feature.RENAME, new Target.OfDomain(domain.id()), () -> facet(bench)
                .rename(domain.id(), name));
        assertAll(
                () -> assertEquals(name, renamed.name(), "the name in the row"),
                () -> assertEquals(domain.uuid(), renamed.uuid(), "the UUID"),
                () -> assertEquals(
                        Optional.of(renamed),
                        bench.domains().find(new DomainRef.ByName(name), Bench.ALL),
                        "looked up by its new name"),
                () -> assertEquals(
                        Optional.empty(),
                        bench.domains().find(new DomainRef.ByName(domain.name()), Set.of()),
                        "looked up by its old name"),
                () -> assertEquals(
                        before.toBuilder().name(name).build(),
                        bench.read(renamed.id()).spec(),
                        "its description"));
    }

    /**
     * A name is not taken away, and nothing that runs changes its name.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_3)
    default void aRenameThatCannotBeChangesNothing(Bench bench) {
        ProvisioningFacet facet = bench.facet(ProvisioningFacet.class, Feature.RENAME);
        DomainId id = bench.define().id();
        DomainInfo other = bench.define();
        bench.questions()
                .refused(
                        AlreadyExistsException.class,
                        Feature.RENAME,
                        new Target.OfDomain(id),
                        () -> facet.rename(id, other.name()));
        DomainId running = bench.shared().id();
        bench.questions()
                .refused(
                        InvalidStateException.class,
                        Feature.RENAME,
                        new Target.OfDomain(running),
                        () -> facet.rename(running, bench.name()));
    }

    /**
     * What was packed is unpacked.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_4)
    default void anApplianceIsImportedAsWhatWasExported(Bench bench) {
        DomainId id = original(bench);
        ProvisioningFixture fixture = bench.backend().fixture(ProvisioningFixture.class);
        DomainSpec before = bench.read(id).spec();
        byte[] content = "inside".getBytes(StandardCharsets.US_ASCII);
        fixture.writing().accept(before.disks().get(0), content);
        String file = fixture.appliance().apply(bench.name());
        String name = bench.name();
        try {
            DomainInfo imported = bench.perform(Feature.APPLIANCES, new Target.OfDomain(id), () -> {
                facet(bench).export(id, file, Progress.unwatched());
                return facet(bench).importFrom(file, name, Progress.unwatched());
            });
            DomainSpec read = bench.read(imported.id()).spec();
            assertAll(
                    () -> assertEquals(name, imported.name(), "the name"),
                    () -> assertEquals(before.cpus(), read.cpus(), "the CPUs"),
                    () -> assertEquals(before.memory(), read.memory(), "the memory"),
                    () -> assertEquals(before.disks().size(), read.disks().size(), "the number of drives"),
                    () -> assertArrayEquals(
                            content, fixture.reading().apply(read.disks().get(0)), "what the first drive reads as"));
        } finally {
            fixture.cleanup().accept(file);
        }
    }

    /**
     * The name of a template is all that one needs.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_5)
    default void aContainerIsMadeFromATemplateByItsName(Bench bench) {
        ProvisioningFacet facet = bench.facet(ProvisioningFacet.class, Feature.TEMPLATES);
        List<TemplateInfo> templates = bench.perform(Feature.TEMPLATES, new Target.Host(), facet::templates);
        if (templates.isEmpty()) {
            throw Ruling.unknown("templates: there is none on this host");
        }
        assertEquals(
                templates.size(),
                templates.stream().map(TemplateInfo::name).distinct().count(),
                () -> "the number of names among " + templates);
        FilesystemSpec root = FilesystemSpec.template(templates.get(0).name());
        DomainSpec spec = bench.spec().toBuilder().filesystems(List.of(root)).build();
        DomainInfo made = bench.perform(Feature.TEMPLATES, new Target.OfSpec(spec), () -> bench.domains()
                .create(spec, Creation.DEFINE, Progress.unwatched()));
        assertEquals(spec.name(), made.name(), "the name of the container");
    }

    /**
     * Nothing is replaced, and nothing comes from nothing.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.PRV_6)
    default void takenNamesAndMissingFilesAreRefused(Bench bench) {
        DomainId id = original(bench);
        ProvisioningFixture fixture = bench.backend().fixture(ProvisioningFixture.class);
        String taken = bench.define().name();
        List<Refused> all = new ArrayList<>();
        for (CloneKind kind : CloneKind.values()) {
            all.add(new Refused(AlreadyExistsException.class, feature(kind), new Target.OfDomain(id), () -> facet(bench)
                    .copy(id, taken, kind, Progress.unwatched())));
        }
        all.add(new Refused(NotFoundException.class, Feature.APPLIANCES, new Target.Host(), () -> facet(bench)
                .importFrom(fixture.appliance().apply(bench.name()), bench.name(), Progress.unwatched())));
        bench.each(all, call -> bench.questions().refused(call.type, call.feature, call.target, call.operation));
    }

    /** A call that must be refused. */
    record Refused(Class<? extends HypervisorException> type, Feature feature, Target target, Runnable operation) {
        @Override
        public String toString() {
            return feature.title();
        }
    }
}
