package org.anfitrion.driver.lxc.libvirt;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;

/**
 * What libvirt would take for a container and make nothing of, fail with at its start, or fill with what is the host's.
 * Source: libvirt's {@code lxc_domain.c}, {@code lxc_process.c}, {@code lxc_controller.c}, 9.0.
 */
final class LxcRefusals {

    private LxcRefusals() {}

    /** Finds the first thing that is new in a description and cannot be. */
    static Optional<String> of(Optional<DomainSpec> base, DomainSpec wanted) {
        return Stream.of(
                        root(base, wanted),
                        wanted.boot()
                                .filter(boot -> !base.flatMap(DomainSpec::boot).equals(Optional.of(boot)))
                                .flatMap(LxcRefusals::boot),
                        tuning(base.map(DomainSpec::tuning).orElse(Tuning.NONE), wanted.tuning()),
                        first(added(base, wanted, DomainSpec::filesystems), LxcRefusals::filesystem),
                        first(added(base, wanted, DomainSpec::disks), LxcRefusals::disk),
                        first(added(base, wanted, DomainSpec::nics), LxcRefusals::card),
                        wanted.consoles().isEmpty()
                                        && base.filter(was -> !was.consoles().isEmpty())
                                                .isPresent()
                                ? Optional.of("it starts no container without a console")
                                : Optional.<String>empty(),
                        added(base, wanted, DomainSpec::channels).isEmpty()
                                ? Optional.<String>empty()
                                : Optional.of("a container has no channels"),
                        added(base, wanted, DomainSpec::displays).isEmpty()
                                ? Optional.<String>empty()
                                : Optional.of("a container has no displays"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static <T> List<T> added(Optional<DomainSpec> base, DomainSpec wanted, Function<DomainSpec, List<T>> part) {
        List<T> before = base.map(part).orElse(List.of());
        return part.apply(wanted).stream().filter(it -> !before.contains(it)).toList();
    }

    private static <T> Optional<String> first(List<T> all, Function<T, Optional<String>> why) {
        return all.stream().map(why).flatMap(Optional::stream).findFirst();
    }

    /** libvirt gives a container that has no root the host's. */
    private static Optional<String> root(Optional<DomainSpec> base, DomainSpec wanted) {
        boolean kept = base.isPresent() && !hasRoot(base.get());
        return kept || hasRoot(wanted)
                ? Optional.empty()
                : Optional.of("it has no file system for '/', and would have the host's"
                        + " (FilesystemSpec.directory(path, \"/\"))");
    }

    private static boolean hasRoot(DomainSpec spec) {
        return spec.filesystems().stream()
                .anyMatch(filesystem -> filesystem.target().equals("/"));
    }

    private static Optional<String> boot(Boot boot) {
        return boot instanceof Boot.Init init && init.arguments().contains("")
                ? Optional.of("it tells a first process no argument that is empty")
                : Optional.empty();
    }

    private static Optional<String> tuning(Tuning base, Tuning wanted) {
        boolean pins = !wanted.pinning().equals(base.pinning())
                || !Objects.equals(wanted.emulatorPinning(), base.emulatorPinning());
        return pins && (!wanted.pinning().isEmpty() || wanted.emulatorPinning().isPresent())
                ? Optional.of("it pins no CPU of a container, which has none of its own")
                : Optional.empty();
    }

    private static Optional<String> filesystem(FilesystemSpec files) {
        if (!files.target().startsWith("/")) {
            return Optional.of("filesystem " + files.target() + ": it is not an absolute path in the container");
        }
        return files.source() instanceof FilesystemSource.Template
                ? Optional.of("filesystem " + files.target() + ": it has no templates")
                : Optional.empty();
    }

    private static Optional<String> disk(DiskSpec disk) {
        return disk.source() instanceof DiskSource.Block
                ? Optional.empty()
                : Optional.of("a container gets block devices of the host only; images are file systems");
    }

    private static Optional<String> card(NicSpec card) {
        NicSource source = card.source();
        if (!(source instanceof NicSource.Network
                || source instanceof NicSource.Bridge
                || source instanceof NicSource.HostInterface)) {
            return Optional.of("a container's card is on a network, a bridge or a card of the host");
        }
        return card.model().map(model -> "a container's card is of no model, and cannot be of " + model);
    }
}
