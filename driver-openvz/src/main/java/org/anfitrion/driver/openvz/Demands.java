package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/** Compares what a description asks for with what a container of OpenVZ can be, before anything is sent. Immutable. */
final class Demands {

    static final String NO_FILESYSTEMS = "a container has the files of its template, and no others: ve.conf names none";
    static final String NO_MEMORY_LIMITS =
            "a container's memory is its limit (Memory); its swap is SWAPPAGES in the native configuration";

    private static final int LEAST_SHARES = 8;
    private static final long PAGE = 4096;
    private static final int MOST_CPU_LIMIT = 100_000;

    private final int hostCpus;

    Demands(HostFacts host) {
        hostCpus = host.cpus();
    }

    /** Refuses what a new container cannot be. */
    void check(DomainSpec spec, Failure attempt) {
        if (template(spec).isEmpty()) {
            throw InvalidSpecException.of(
                    "file systems", spec.filesystems(), "a container is made from a template: FilesystemSpec.template");
        }
        checkParts(spec, attempt);
    }

    /** Refuses what a container cannot become; what it is already, it may stay. */
    void check(DomainSpec base, DomainSpec wanted, Failure attempt) {
        if (!wanted.filesystems().equals(base.filesystems())) {
            throw new UnsupportedCapabilityException(
                    attempt.because("a container keeps the files of the template that it was made from"));
        }
        checkParts(wanted, attempt);
    }

    /** The name of the template that a container's root is to be made from. */
    static Optional<String> template(DomainSpec spec) {
        return spec.filesystems().stream()
                .filter(filesystem -> filesystem.target().equals("/"))
                .flatMap(filesystem -> filesystem.source() instanceof FilesystemSource.Template template
                        ? Stream.of(template.name())
                        : Stream.empty())
                .findFirst();
    }

    private void checkParts(DomainSpec spec, Failure attempt) {
        checkNumbers(spec);
        refusal(spec).ifPresent(why -> {
            throw new UnsupportedCapabilityException(attempt.because(why));
        });
    }

    private void checkNumbers(DomainSpec spec) {
        Tuning tuning = spec.tuning();
        tuning.pinning().forEach((cpu, set) -> {
            if (cpu >= spec.cpus().maximum() || set.cpus().stream().anyMatch(host -> host >= hostCpus)) {
                throw InvalidSpecException.of(
                        "CPU pinning",
                        cpu + " on " + set,
                        "the container has " + spec.cpus().maximum() + " CPUs and the host " + hostCpus
                                + ", from 0 on");
            }
        });
        tuning.emulatorPinning()
                .filter(set -> set.cpus().stream().anyMatch(host -> host >= hostCpus))
                .ifPresent(set -> {
                    throw InvalidSpecException.of("CPU pinning", set, "the host has " + hostCpus + " CPUs, from 0 on");
                });
        if (spec.memory().current().bytes() % PAGE != 0) {
            throw InvalidSpecException.of("memory", spec.memory(), "it is counted in pages of 4 KiB");
        }
    }

    static Optional<String> refusal(DomainSpec spec) {
        return Stream.<Stream<Optional<String>>>of(
                        Stream.of(machine(spec), boot(spec), tuning(spec), consoles(spec)),
                        spec.nics().stream().map(Demands::nic),
                        spec.filesystems().stream().map(Demands::filesystem))
                .flatMap(some -> some)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> machine(DomainSpec spec) {
        return when(
                        spec.guestType()
                                .filter(type -> type != GuestType.OPERATING_SYSTEM)
                                .isPresent(),
                        "OpenVZ runs containers, not guests of another type")
                .or(() -> when(!spec.disks().isEmpty(), "a container has file systems, not disks"))
                .or(() -> when(!spec.channels().isEmpty(), "a container has no channels"))
                .or(() -> when(!spec.displays().isEmpty(), "a container has no display"))
                .or(() -> when(
                        spec.cpus().current() != spec.cpus().maximum()
                                || !spec.memory().current().equals(spec.memory().maximum()),
                        "a container's CPUs and memory have one number each, not a present and a greatest one"))
                .or(() -> when(
                        spec.memoryBacking().locked() || spec.memoryBacking().shared(),
                        "a container's memory is its programs' own"));
    }

    private static Optional<String> boot(DomainSpec spec) {
        return spec.boot()
                .filter(boot -> !boot.equals(Translation.INIT))
                .map(boot -> "a container of OpenVZ starts by its /sbin/init (Boot.init), not by " + kind(boot));
    }

    private static String kind(Boot boot) {
        return boot instanceof Boot.Init init ? init.program() : boot.getClass().getSimpleName();
    }

    static Optional<String> tuning(DomainSpec spec) {
        Tuning tuning = spec.tuning();
        boolean whole = tuning.pinning().isEmpty()
                || (tuning.pinning().values().stream().distinct().count() == 1
                        && IntStream.range(0, spec.cpus().maximum()).allMatch(tuning.pinning()::containsKey));
        Optional<Setting.CpuLimit> limit = Setting.CpuLimit.of(tuning);
        return when(!whole, "the CPUs of a container are pinned together, all to the same")
                .or(() -> when(tuning.emulatorPinning().isPresent(), "a container has no machine whose work is pinned"))
                .or(() -> when(
                        tuning.memoryHardLimit().isPresent()
                                || tuning.memorySoftLimit().isPresent()
                                || tuning.swapLimit().isPresent(),
                        NO_MEMORY_LIMITS))
                .or(() -> when(tuning.blockWeight().isPresent(), Features.NO_WEIGHT))
                .or(() -> when(
                        tuning.cpuShares().stream().anyMatch(shares -> shares < LEAST_SHARES),
                        "a container has " + LEAST_SHARES + " CPU shares at least"))
                .or(() -> when(
                        (tuning.cpuQuota().isPresent() || tuning.cpuPeriod().isPresent())
                                && limit.filter(cap -> cap.percent() <= MOST_CPU_LIMIT)
                                        .isEmpty(),
                        "vzctl caps CPU time in whole per cent: a quota of whole milliseconds in a period of "
                                + Duration.ofMillis(100).toMillis() + " ms"));
    }

    private static Optional<String> consoles(DomainSpec spec) {
        return when(
                spec.consoles().size() > 1
                        || spec.consoles().stream().anyMatch(console -> console.type() != ConsoleSpec.Type.PARAVIRTUAL),
                "a container has one console of its own kind (ConsoleSpec.paravirtual), or none");
    }

    private static Optional<String> nic(NicSpec nic) {
        NicSource source = nic.source();
        return when(
                        !(source instanceof NicSource.Bridge || source instanceof NicSource.Unconnected),
                        "a container's card is on a bridge of the host or on nothing, not on " + source)
                .or(() -> when(nic.model().isPresent(), "a container sees no model of card"))
                .or(() -> when(!nic.linkUp(), "a container's card has no cable to be pulled"))
                .or(() -> when(
                        nic.bandwidth()
                                .filter(limit -> !limit.equals(Bandwidth.UNLIMITED))
                                .isPresent(),
                        Features.NO_BANDWIDTH));
    }

    static Optional<String> filesystems(DomainSpec spec) {
        return spec.filesystems().stream()
                .map(Demands::filesystem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> filesystem(FilesystemSpec filesystem) {
        boolean root = filesystem.target().equals("/") && filesystem.source() instanceof FilesystemSource.Template;
        return when(!root, NO_FILESYSTEMS)
                .or(() -> when(
                        filesystem.readOnly() || filesystem.driver().isPresent(),
                        "a container's root is written to, and needs no driver"))
                .or(() -> when(
                        filesystem.source() instanceof FilesystemSource.Template template
                                && !template.options().isEmpty(),
                        "vzctl takes a template as it is, without options"));
    }

    private static Optional<String> when(boolean refused, String why) {
        return refused ? Optional.of(why) : Optional.empty();
    }

    /** Words of templates that vzctl would take for options or paths. */
    static void checkTemplate(String name, Failure attempt) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.+-]*")) {
            throw new InvalidSpecException(attempt.because("'" + name + "' is no name of a template"));
        }
    }
}
