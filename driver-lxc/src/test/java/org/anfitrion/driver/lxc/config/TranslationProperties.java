package org.anfitrion.driver.lxc.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.Failure;

class TranslationProperties {

    private static final Failure ATTEMPT = Failure.to("change", "domain 'web'");

    @Provide
    Arbitrary<DomainSpec> specs() {
        return ContainerSpecs.all();
    }

    @Provide
    Arbitrary<ContainerHost> hosts() {
        return Arbitraries.of(Hosts.V1, Hosts.V2, Hosts.HYBRID);
    }

    @Property(tries = 150)
    void whatADescriptionSaysIsAcceptedAndComesBackFromTheText(
            @ForAll("hosts") ContainerHost host, @ForAll("specs") DomainSpec spec) {
        new Demands(host).check(spec, ATTEMPT);
        Translation translation = new Translation(host);
        LxcConfig config = LxcConfig.parseAlone(translation.create(spec).text());
        assertEquals(spec, translation.read("web", config));
        assertEquals(new Resources(spec.cpus(), spec.memory()), translation.resources(config));
    }

    @Property(tries = 150)
    void anUpdateMakesOneDescriptionOfAnotherAndASecondOneChangesNothing(
            @ForAll("hosts") ContainerHost host, @ForAll("specs") DomainSpec from, @ForAll("specs") DomainSpec to) {
        Translation translation = new Translation(host);
        LxcConfig config = translation.create(from);
        DomainSpec base = translation.read("web", config);
        DomainSpec wanted = to.toBuilder()
                .tuning(Tunings.merged(from.tuning(), to.tuning(), to.cpus().maximum()))
                .idMap(from.idMap().orElseThrow())
                .build();
        if (!isPossible(wanted)) {
            return;
        }
        LxcConfig changed = LxcConfig.parseAlone(
                translation.update(config, base, wanted, ATTEMPT).text());
        DomainSpec read = translation.read("web", changed);
        assertEquals(withSortedDevices(wanted), withSortedDevices(read));
        assertEquals(changed, translation.update(changed, read, read, ATTEMPT));
    }

    /** What two descriptions come to may be none: a swap limit below the other's memory. */
    private static boolean isPossible(DomainSpec spec) {
        boolean swap = spec.tuning()
                .swapLimit()
                .filter(limit -> limit.compareTo(Limit.hard(spec)) < 0)
                .isEmpty();
        boolean pinned = spec.tuning().pinning().values().stream().distinct().count() <= 1
                && (spec.tuning().pinning().isEmpty()
                        || spec.tuning().pinning().size() == spec.cpus().maximum());
        return swap && pinned;
    }

    /** A device that stays keeps its place, a new one comes last. */
    private static DomainSpec withSortedDevices(DomainSpec spec) {
        return spec.toBuilder()
                .nics(spec.nics().stream()
                        .sorted(java.util.Comparator.comparing(
                                nic -> nic.mac().orElseThrow().text()))
                        .toList())
                .filesystems(spec.filesystems().stream()
                        .sorted(java.util.Comparator.comparing(filesystem -> filesystem.target()))
                        .toList())
                .build();
    }
}
