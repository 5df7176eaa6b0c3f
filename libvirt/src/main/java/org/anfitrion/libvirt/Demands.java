package org.anfitrion.libvirt;

import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.SpecFeatures;

/** Compares what a description asks for with what there is, before anything is sent. Thread-safe. */
final class Demands {

    private final Answers answers;
    private final HostReader host;

    /** Who knows what is supported. */
    interface Answers {
        Support support(Feature feature, Target on);
    }

    Demands(Answers answers, HostReader host) {
        this.answers = answers;
        this.host = host;
    }

    /** Checks a new domain. */
    void check(DomainSpec spec, Attempt attempt) {
        refuse(SpecFeatures.needed(spec), spec, attempt);
        checkHostCpus(Tuning.NONE, spec.tuning());
        checkLimits(Tuning.NONE, spec.tuning());
    }

    /** Checks a change: what the domain has already, it may keep. */
    void check(DomainSpec base, DomainSpec wanted, Attempt attempt) {
        Set<Feature> more = SpecFeatures.needed(wanted);
        more.removeAll(SpecFeatures.needed(base));
        if (!wanted.tuning().equals(base.tuning())) {
            Set<Feature> tuned = SpecFeatures.needed(DomainSpec.reported(wanted.name())
                    .cpus(wanted.cpus())
                    .tuning(wanted.tuning())
                    .build());
            tuned.removeIf(feature -> same(feature, base.tuning(), wanted.tuning()));
            more.addAll(tuned);
        }
        refuse(more, wanted, attempt);
        checkHostCpus(base.tuning(), wanted.tuning());
        checkLimits(base.tuning(), wanted.tuning());
    }

    private static boolean same(Feature feature, Tuning base, Tuning wanted) {
        return switch (feature) {
            case TUNE_CPU ->
                base.cpuShares().equals(wanted.cpuShares())
                        && base.cpuQuota().equals(wanted.cpuQuota())
                        && base.cpuPeriod().equals(wanted.cpuPeriod())
                        && base.pinning().equals(wanted.pinning())
                        && base.emulatorPinning().equals(wanted.emulatorPinning());
            case TUNE_MEMORY ->
                base.memoryHardLimit().equals(wanted.memoryHardLimit())
                        && base.memorySoftLimit().equals(wanted.memorySoftLimit())
                        && base.swapLimit().equals(wanted.swapLimit());
            case TUNE_BLOCK -> base.blockWeight().equals(wanted.blockWeight());
            default -> true;
        };
    }

    private void refuse(Set<Feature> needed, DomainSpec spec, Attempt attempt) {
        for (Feature feature : needed) {
            Support support = answers.support(feature, new Target.OfSpec(spec));
            if (support.isNo()) {
                throw new UnsupportedCapabilityException(
                        attempt.failure().because(feature.title() + ": " + support.reason()));
            }
        }
    }

    /** In a configuration libvirt takes any two, and the start fails. */
    private static void checkLimits(Tuning base, Tuning wanted) {
        Optional<DataSize> memory = wanted.memoryHardLimit().or(base::memoryHardLimit);
        Optional<DataSize> swap = wanted.swapLimit().or(base::swapLimit);
        if (same(Feature.TUNE_MEMORY, base, wanted) || memory.isEmpty() || swap.isEmpty()) {
            return;
        }
        if (memory.get().compareTo(swap.get()) > 0) {
            throw InvalidSpecException.of(
                    "memory hard limit", memory.get(), "memory and swap together are limited to " + swap.get());
        }
    }

    /** libvirt takes any number, and the start fails. */
    private void checkHostCpus(Tuning base, Tuning wanted) {
        boolean pins = !wanted.pinning().equals(base.pinning())
                || !wanted.emulatorPinning().equals(base.emulatorPinning());
        if (!pins || (wanted.pinning().isEmpty() && wanted.emulatorPinning().isEmpty())) {
            return;
        }
        int most = host.info().cpus();
        wanted.pinning().forEach((vcpu, on) -> {
            if (!on.equals(base.pinning().get(vcpu))) {
                checkHostCpus("pinning of CPU " + vcpu, on, most);
            }
        });
        wanted.emulatorPinning()
                .filter(on -> !base.emulatorPinning().equals(wanted.emulatorPinning()))
                .ifPresent(on -> checkHostCpus("emulator pinning", on, most));
    }

    private static void checkHostCpus(String what, CpuSet on, int most) {
        if (on.cpus().stream().anyMatch(cpu -> cpu >= most)) {
            throw InvalidSpecException.of(what, on, "the host has CPUs 0 to " + (most - 1));
        }
    }
}
