package org.anfitrion.driver.lxc.config;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;

/** Compares what a description asks for with what a container of LXC can be, before anything is written. Immutable. */
public final class Demands {

    private static final Set<String> NO_NAME = Set.of("", ".", "..");

    private final ContainerHost host;

    /**
     * Creates the comparison for a host.
     *
     * @param host the host
     */
    public Demands(ContainerHost host) {
        this.host = host;
    }

    /**
     * Tells why the host cannot tune containers in some way.
     *
     * @param feature one of the features of tuning
     * @return the reason; empty if it can, or the feature is not one of tuning
     */
    public Optional<String> lacking(Feature feature) {
        return switch (feature) {
            case TUNE_CPU -> lacking("cpu");
            case TUNE_MEMORY -> lacking("memory");
            case TUNE_PROCESSES -> lacking("pids");
            case TUNE_BLOCK ->
                lacking("blkio")
                        .or(() -> when(
                                host.weights().isEmpty(),
                                "the kernel's I/O schedulers weigh no traffic: it has neither blkio.bfq.weight nor"
                                        + " io.weight"));
            default -> Optional.empty();
        };
    }

    private Optional<String> lacking(String controller) {
        return when(host.version(controller).isEmpty(), "the host has no cgroup controller " + controller);
    }

    /**
     * Refuses what a new container cannot be.
     *
     * @param spec its description
     * @param attempt what is attempted, for messages
     * @throws InvalidSpecException if it cannot be meant
     * @throws UnsupportedCapabilityException if LXC or this host cannot do it
     */
    public void check(DomainSpec spec, Failure attempt) {
        if (Root.of(spec).isEmpty()) {
            throw InvalidSpecException.of(
                    "file systems", spec.filesystems(), "a container has one on /, or it would share the host's");
        }
        checkBoot(spec, attempt);
        checkParts(spec, attempt);
    }

    /**
     * Refuses what a container cannot become; what it is already, it may stay.
     *
     * @param base what was read of it
     * @param wanted what it is to be
     * @param attempt what is attempted, for messages
     * @throws InvalidSpecException if it cannot be meant
     * @throws UnsupportedCapabilityException if LXC or this host cannot do it
     */
    public void check(DomainSpec base, DomainSpec wanted, Failure attempt) {
        DomainSpecBuilder more = wanted.toBuilder()
                .disks(without(wanted.disks(), base.disks()))
                .nics(without(wanted.nics(), base.nics()))
                .filesystems(without(wanted.filesystems(), base.filesystems()))
                .channels(without(wanted.channels(), base.channels()))
                .displays(without(wanted.displays(), base.displays()));
        if (wanted.consoles().equals(base.consoles())) {
            more.consoles(List.of());
        }
        if (wanted.tuning().equals(base.tuning())) {
            more.tuning(Tuning.NONE);
        }
        if (Root.of(base).isPresent() && Root.of(wanted).isEmpty()) {
            throw InvalidSpecException.of(
                    "file systems", wanted.filesystems(), "without one on / a container would share the host's");
        }
        DomainSpec whole = Tunings.merged(base, wanted);
        if (!whole.memory().equals(base.memory()) || !whole.tuning().equals(base.tuning())) {
            checkSwap(whole);
        }
        if (!wanted.boot().equals(base.boot())) {
            checkBoot(wanted, attempt);
        }
        if (wanted.idMap().isPresent() && !wanted.idMap().equals(base.idMap())) {
            throw new UnsupportedCapabilityException(
                    attempt.because("an id map is decided when a container is defined: its files belong to its users"));
        }
        checkParts(more.build(), attempt);
    }

    private static <T> List<T> without(List<T> all, List<T> known) {
        return all.stream().filter(one -> !known.contains(one)).toList();
    }

    private void checkParts(DomainSpec spec, Failure attempt) {
        checkTuning(spec);
        spec.filesystems().forEach(Demands::checkTarget);
        refusal(spec).ifPresent(reason -> {
            throw new UnsupportedCapabilityException(attempt.because(reason));
        });
    }

    private void checkTuning(DomainSpec spec) {
        Tuning tuning = spec.tuning();
        Stream.concat(tuning.pinning().values().stream(), tuning.emulatorPinning().stream())
                .filter(set -> !host.cpus().cpus().containsAll(set.cpus()))
                .findFirst()
                .ifPresent(set -> {
                    throw InvalidSpecException.of("CPU pinning", set, "the host has the CPUs " + host.cpus());
                });
        tuning.pinning().keySet().stream()
                .filter(cpu -> cpu >= spec.cpus().maximum())
                .findFirst()
                .ifPresent(cpu -> {
                    throw InvalidSpecException.of(
                            "CPU pinning",
                            cpu,
                            "the container has " + spec.cpus().maximum() + " CPUs, from 0 on");
                });
        checkSwap(spec);
    }

    private static void checkSwap(DomainSpec spec) {
        Optional<DataSize> swap = spec.tuning().swapLimit();
        if (swap.isPresent() && swap.get().compareTo(Limit.hard(spec)) < 0) {
            throw InvalidSpecException.of(
                    "swap limit",
                    swap.get(),
                    "it is for memory and swap together, and memory alone may be " + Limit.hard(spec));
        }
    }

    private static void checkTarget(FilesystemSpec filesystem) {
        if (!filesystem.target().startsWith("/")) {
            throw InvalidSpecException.of(
                    "filesystem target", filesystem.target(), "in a container it is an absolute path");
        }
        boolean root = filesystem.target().equals(Root.TARGET);
        if (!root
                && Splitter.on('/')
                        .splitToStream(filesystem.target().substring(1))
                        .anyMatch(NO_NAME::contains)) {
            // liblxc would follow it out of the container's root.
            throw InvalidSpecException.of(
                    "filesystem target", filesystem.target(), "no part of it is empty, '.' or '..'");
        }
    }

    private static Optional<String> refusal(DomainSpec spec) {
        return Stream.<Stream<Optional<String>>>of(
                        Stream.of(machine(spec), pinning(spec), consoles(spec.consoles())),
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
                        "LXC runs containers, not guests of type " + spec.guestType())
                .or(() -> when(!spec.disks().isEmpty(), "a container has file systems, not disks"))
                .or(() -> when(!spec.channels().isEmpty(), "a container has no channels"))
                .or(() -> when(!spec.displays().isEmpty(), "a container has no display"))
                .or(() -> when(
                        spec.memoryBacking().locked() || spec.memoryBacking().shared(),
                        "a container's memory is its programs' own"));
    }

    private static void checkBoot(DomainSpec spec, Failure attempt) {
        spec.boot().flatMap(Demands::boot).ifPresent(reason -> {
            throw new UnsupportedCapabilityException(attempt.because(reason));
        });
    }

    private static Optional<String> boot(Boot boot) {
        if (!(boot instanceof Boot.Init init)) {
            return Optional.of("a container starts by its first program (Boot.init), not by "
                    + boot.getClass().getSimpleName());
        }
        return when(
                Item.words(init).stream().anyMatch(word -> word.isEmpty() || word.contains(" ")),
                "liblxc divides the first program's command at spaces: no word of it can be empty or have one");
    }

    private static Optional<String> pinning(DomainSpec spec) {
        Map<Integer, CpuSet> pinning = spec.tuning().pinning();
        boolean whole = pinning.isEmpty()
                || (pinning.values().stream().distinct().count() == 1
                        && IntStream.range(0, spec.cpus().maximum()).allMatch(pinning::containsKey));
        return when(!whole, "the CPUs of a container are pinned together, all to the same")
                .or(() -> when(
                        spec.tuning().emulatorPinning().isPresent(),
                        "a container has no machine whose work is pinned"));
    }

    private static Optional<String> consoles(List<ConsoleSpec> consoles) {
        return when(
                consoles.size() > 1
                        || consoles.stream().anyMatch(console -> console.type() != ConsoleSpec.Type.PARAVIRTUAL),
                "a container has one console of its own kind (ConsoleSpec.paravirtual), or none");
    }

    private static Optional<String> nic(NicSpec nic) {
        NicSource source = nic.source();
        boolean host = source instanceof NicSource.HostInterface;
        return when(
                        !(host || source instanceof NicSource.Bridge || source instanceof NicSource.Unconnected),
                        "liblxc has no networks of its own: a card is on a bridge or an interface of the host, not on "
                                + source)
                .or(() -> when(
                        nic.model()
                                .filter(model -> !(host && model.equals(Cards.MACVLAN)))
                                .isPresent(),
                        "a container sees no model of card; macvlan shares an interface of the host"))
                .or(() -> when(!nic.linkUp(), "a container's card has no cable to be pulled"))
                .or(() -> when(
                        nic.bandwidth()
                                .filter(limit -> !limit.equals(Bandwidth.UNLIMITED))
                                .isPresent(),
                        "liblxc does not limit how fast a card is"));
    }

    private static Optional<String> filesystem(FilesystemSpec filesystem) {
        FilesystemSource source = filesystem.source();
        boolean root = filesystem.target().equals(Root.TARGET);
        return when(filesystem.driver().isPresent(), "a container sees its files without a driver")
                .or(() -> when(
                        source instanceof FilesystemSource.Native, "this can be described natively only: " + source))
                .or(() -> when(
                        source instanceof FilesystemSource.Image image
                                && !(root && image.format().equals(DiskFormat.RAW)),
                        "LXC mounts raw images, and only as the root"))
                .or(() -> when(
                        source instanceof FilesystemSource.Template && !root,
                        "a template makes a root, not " + filesystem.target()))
                .or(() -> when(root && source instanceof FilesystemSource.Temporary, "a container's root is kept"));
    }

    private static Optional<String> when(boolean refused, String why) {
        return refused ? Optional.of(why) : Optional.empty();
    }
}
