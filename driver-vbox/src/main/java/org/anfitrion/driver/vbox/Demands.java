package org.anfitrion.driver.vbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.vbox.display.RemoteDisplay;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.SpecFeatures;

/** Compares what a description asks for with what VirtualBox has, before anything is sent. Immutable. */
final class Demands {

    private static final long MEBIBYTE = DataSize.mebibytes(1).bytes();

    private final Features features;
    private final RemoteDisplay remote;

    Demands(Features features, RemoteDisplay remote) {
        this.features = features;
        this.remote = remote;
    }

    /** Refuses what a machine cannot have. */
    void check(DomainSpec spec, Failure attempt) {
        for (Feature feature : SpecFeatures.needed(spec)) {
            Support support = features.support(feature, new Target.OfSpec(spec));
            if (support.isNo()) {
                throw unsupported(attempt, feature.title() + ": " + support.reason());
            }
        }
        refusal(spec).ifPresent(reason -> {
            throw unsupported(attempt, reason);
        });
        remote.require(spec.displays(), attempt);
        if (spec.memory().current().bytes() % MEBIBYTE != 0) {
            throw InvalidSpecException.of("memory", spec.memory(), "VirtualBox counts in whole MiB");
        }
    }

    /** Refuses what a machine cannot become; what it has already, it may keep. */
    void check(DomainSpec base, DomainSpec wanted, Failure attempt) {
        DomainSpecBuilder more = wanted.toBuilder()
                .disks(without(wanted.disks(), base.disks()))
                .nics(without(wanted.nics(), base.nics()))
                .filesystems(without(wanted.filesystems(), base.filesystems()))
                .consoles(
                        wanted.consoles().stream().skip(base.consoles().size()).toList())
                .channels(without(wanted.channels(), base.channels()))
                .displays(without(wanted.displays(), base.displays()));
        if (wanted.tuning().equals(base.tuning())) {
            more.tuning(Tuning.NONE);
        }
        check(more.build(), attempt);
    }

    private static <T> List<T> without(List<T> all, List<T> known) {
        return all.stream().filter(one -> !known.contains(one)).toList();
    }

    static UnsupportedCapabilityException unsupported(Failure attempt, String reason) {
        return new UnsupportedCapabilityException(attempt.because(reason));
    }

    private Optional<String> refusal(DomainSpec spec) {
        return Stream.<Stream<Optional<String>>>of(
                        Stream.of(
                                guestType(spec),
                                cpus(spec),
                                memory(spec),
                                spec.boot().flatMap(Demands::boot),
                                consoles(spec),
                                rest(spec)),
                        spec.disks().stream().map(Demands::disk),
                        spec.nics().stream().map(Demands::nic),
                        Stream.of(nics(spec)),
                        spec.filesystems().stream().map(Demands::filesystem))
                .flatMap(some -> some)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> guestType(DomainSpec spec) {
        GuestType type = spec.guestType().orElse(GuestType.HARDWARE_ASSISTED);
        if (type == GuestType.EMULATED && !features.hasInterpreter()) {
            return Optional.of("VirtualBox interprets a guest's instructions from version 7.1 on");
        }
        return when(
                type == GuestType.PARAVIRTUAL || type == GuestType.OPERATING_SYSTEM,
                "VirtualBox runs unmodified machines only, not guests of type " + type);
    }

    private static Optional<String> cpus(DomainSpec spec) {
        return when(
                spec.cpus().current() != spec.cpus().maximum(),
                "this driver adds no CPUs to a running machine: the current count is the maximum");
    }

    private static Optional<String> memory(DomainSpec spec) {
        return when(
                        !spec.memory().current().equals(spec.memory().maximum()),
                        "VirtualBox has no more memory for a running machine: the current size is the maximum")
                .or(() -> when(
                        spec.memoryBacking().locked() || spec.memoryBacking().shared(),
                        "VirtualBox locks and shares no memory on demand"));
    }

    private static Optional<String> boot(Boot boot) {
        return when(
                !(boot instanceof Boot.Firmware),
                "VirtualBox boots by firmware only, not by " + boot.getClass().getSimpleName());
    }

    private static Optional<String> consoles(DomainSpec spec) {
        return when(
                        spec.consoles().stream().anyMatch(console -> console.type() != ConsoleSpec.Type.SERIAL),
                        "VirtualBox has serial ports for consoles, nothing else")
                .or(() -> when(
                        !Consoles.HAVE_SOCKETS && !spec.consoles().isEmpty(),
                        "this driver reaches serial ports by sockets, which VirtualBox does not make on Windows"))
                .or(() -> when(
                        spec.consoles().size() > SerialPorts.MOST,
                        "VirtualBox has " + SerialPorts.MOST + " serial ports at most"));
    }

    private static Optional<String> rest(DomainSpec spec) {
        return when(!spec.channels().isEmpty(), "VirtualBox has no channels");
    }

    private static Optional<String> disk(DiskSpec disk) {
        DiskSource source = disk.source();
        if (!(source instanceof DiskSource.File || source instanceof DiskSource.Empty)) {
            return Optional.of("VirtualBox takes images in files, not " + source);
        }
        if (disk.bus().isPresent() && DriveBus.of(disk.bus().get()).isEmpty()) {
            return Optional.of(
                    "VirtualBox has no controller for drives on " + disk.bus().get());
        }
        return when(
                        disk.readOnly() != (disk.device() == DiskDevice.CDROM),
                        "in VirtualBox it is images that are read-only, not drives")
                .or(() -> when(disk.serial().isPresent(), "this driver sets no serial numbers of drives"))
                .or(() -> when(
                        disk.limits()
                                .filter(limits -> !limits.equals(IoLimits.NONE))
                                .isPresent(),
                        Features.NO_DISK_LIMITS));
    }

    private static Optional<String> nics(DomainSpec spec) {
        return when(spec.nics().size() > NicWords.SLOTS, "VirtualBox has " + NicWords.SLOTS + " network cards at most");
    }

    private static Optional<String> nic(NicSpec nic) {
        Optional<NicModel> model = nic.model();
        return when(nic.source() instanceof NicSource.Native, "this can be described natively only: " + nic.source())
                .or(() -> when(
                        nic.source() instanceof NicSource.Bridge bridge && !Adapter.isBridge(bridge.device()),
                        "there is no such bridge; to another interface a card is connected by HostInterface"))
                .or(() -> when(
                        nic.source() instanceof NicSource.HostInterface device
                                && (!Adapter.isThere(device.device()) || Adapter.isBridge(device.device())),
                        "there is no such interface; to a bridge a card is connected by Bridge"))
                .or(() -> when(
                        model.isPresent() && NicCards.word(model.get()).isEmpty(),
                        "VirtualBox has no network card "
                                + model.map(NicModel::name).orElse("")))
                .or(() -> when(
                        nic.bandwidth()
                                .filter(limit -> !limit.equals(Bandwidth.UNLIMITED))
                                .isPresent(),
                        Features.NO_NIC_LIMITS));
    }

    private static Optional<String> filesystem(FilesystemSpec filesystem) {
        return when(
                        !(filesystem.source() instanceof FilesystemSource.Directory),
                        "VirtualBox shares directories, not " + filesystem.source())
                .or(() -> when(
                        filesystem.driver().isPresent(),
                        "VirtualBox has one way to share a directory, and no name for it"));
    }

    private static Optional<String> when(boolean refused, String why) {
        return refused ? Optional.of(why) : Optional.empty();
    }
}
