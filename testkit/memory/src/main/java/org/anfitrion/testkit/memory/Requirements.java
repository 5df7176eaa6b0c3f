package org.anfitrion.testkit.memory;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.support.SpecFeatures;

/**
 * What a host can give a domain.
 *
 * @param cpus the number of the host's processors
 * @param missing what it cannot do, and why
 */
record Requirements(int cpus, Map<Feature, String> missing) {

    /**
     * Checks a description before anything is made of it.
     *
     * @throws UnsupportedCapabilityException if it asks for something that the host does not have
     * @throws InvalidSpecException if it names processors that are not there
     */
    void check(DomainSpec spec) {
        for (Feature feature : SpecFeatures.needed(spec)) {
            if (missing.containsKey(feature)) {
                throw new UnsupportedCapabilityException(
                        Failure.to("use", feature.title()).because(missing.get(feature)));
            }
        }
        Tuning tuning = spec.tuning();
        Stream.concat(tuning.pinning().values().stream(), tuning.emulatorPinning().stream())
                .map(CpuSet::cpus)
                .flatMap(Collection::stream)
                .filter(cpu -> cpu >= cpus)
                .findFirst()
                .ifPresent(cpu -> {
                    throw InvalidSpecException.of("CPU pinning", cpu, "the host has only " + cpus + " CPUs");
                });
        tuning.pinning().keySet().stream()
                .filter(cpu -> cpu >= spec.cpus().maximum())
                .findFirst()
                .ifPresent(cpu -> {
                    throw InvalidSpecException.of(
                            "CPU pinning",
                            cpu,
                            "the domain has only " + spec.cpus().maximum() + " CPUs");
                });
    }
}
