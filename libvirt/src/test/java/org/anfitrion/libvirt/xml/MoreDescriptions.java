package org.anfitrion.libvirt.xml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.DataSize;

/** What a description says beside what every domain has: arbitrary, and fitting to its CPUs and memory. */
final class MoreDescriptions {

    private MoreDescriptions() {}

    /** Adds parts to a description. */
    static Arbitrary<DomainSpec> of(DomainSpec plain) {
        CpuCount cpus = plain.cpus();
        Arbitrary<DomainSpec> processor = Combinators.combine(
                        owner().optional(),
                        cpuModel().optional(),
                        topology(cpus.maximum()).optional(),
                        numa(plain),
                        backing(),
                        tuning(cpus.maximum()))
                .as((owner, model, topology, numa, backing, tuning) -> {
                    var spec =
                            plain.toBuilder().numa(numa).memoryBacking(backing).tuning(tuning);
                    owner.ifPresent(spec::owner);
                    model.ifPresent(spec::cpuModel);
                    topology.ifPresent(spec::cpuTopology);
                    return spec.build();
                });
        return Combinators.combine(processor, filesystems(), channels(), displays())
                .as((spec, filesystems, channels, displays) -> spec.toBuilder()
                        .filesystems(filesystems.stream()
                                .filter(it -> it.driver().isEmpty()
                                        || spec.memoryBacking().shared())
                                .toList())
                        .channels(channels)
                        .displays(displays)
                        .build());
    }

    private static Arbitrary<Owner> owner() {
        return Combinators.combine(
                        Arbitraries.of("farm", "test farm", "Läufer; $(1)"),
                        Arbitraries.of("local.0", "0123456789ab.cdef01234567"),
                        Arbitraries.longs().between(1, 4_194_304),
                        Arbitraries.longs().between(0, 4_102_444_800_000L))
                .as(Owner::new);
    }

    private static Arbitrary<CpuModel> cpuModel() {
        Arbitrary<Map<String, CpuFeaturePolicy>> features = Arbitraries.maps(
                        Arbitraries.of("vmx", "svm", "ss", "sse4.1", "x2apic"), Arbitraries.of(CpuFeaturePolicy.class))
                .ofMaxSize(4);
        Arbitrary<String> names = Arbitraries.of("qemu64", "Skylake-Server", "EPYC");
        return Combinators.combine(Arbitraries.of(CpuMode.class), names, features)
                .as((mode, name, all) ->
                        new CpuModel(mode, mode == CpuMode.NAMED ? Optional.of(name) : Optional.empty(), all));
    }

    private static Arbitrary<CpuTopology> topology(int places) {
        List<Integer> divisors = new ArrayList<>();
        for (int i = 1; i <= places; i++) {
            if (places % i == 0) {
                divisors.add(i);
            }
        }
        return Combinators.combine(Arbitraries.of(divisors), Arbitraries.of(1, 2))
                .as((sockets, dies) -> places / sockets % dies == 0
                        ? new CpuTopology(sockets, dies, places / sockets / dies, 1)
                        : new CpuTopology(sockets, 1, 1, places / sockets));
    }

    private static Arbitrary<List<NumaCell>> numa(DomainSpec plain) {
        int cpus = plain.cpus().maximum();
        long memory = plain.memory().maximum().toKibibytes();
        if (cpus < 2 || memory < 4096) {
            return Arbitraries.just(List.of());
        }
        return Combinators.combine(
                        Arbitraries.integers().between(1, cpus - 1),
                        Arbitraries.longs().between(1024, memory - 1024),
                        hostCpus().optional(),
                        Arbitraries.of(true, false))
                .as((split, first, nodes, any) -> any
                        ? List.of(
                                new NumaCell(CpuSet.parse("0-" + (split - 1)), DataSize.kibibytes(first), nodes),
                                new NumaCell(
                                        CpuSet.parse(split + "-" + (cpus - 1)),
                                        DataSize.kibibytes(memory - first),
                                        Optional.empty()))
                        : List.of());
    }

    private static Arbitrary<CpuSet> hostCpus() {
        return Arbitraries.of("0", "0-3", "1,3,5", "0-1,7").map(CpuSet::parse);
    }

    private static Arbitrary<MemoryBacking> backing() {
        return Combinators.combine(
                        Arbitraries.of(DataSize.mebibytes(2), DataSize.gibibytes(1))
                                .optional(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(MemoryBacking::new);
    }

    private static Arbitrary<Tuning> tuning(int cpus) {
        Arbitrary<Optional<Duration>> times = Arbitraries.longs()
                .between(1_000, 1_000_000)
                .map(MoreDescriptions::micros)
                .optional();
        Arbitrary<Map<Integer, CpuSet>> pinning =
                Arbitraries.maps(Arbitraries.integers().between(0, Math.min(cpus, 4) - 1), hostCpus());
        Arbitrary<Tuning> cpu = Combinators.combine(
                        Arbitraries.longs().between(2, 262_144).optional(),
                        times,
                        times,
                        pinning,
                        hostCpus().optional())
                .as((shares, quota, period, pins, emulator) -> new Tuning(
                        shares.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        quota,
                        period,
                        new LinkedHashMap<>(pins),
                        emulator,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()));
        Arbitrary<Optional<DataSize>> limits = Arbitraries.longs()
                .between(1024, 1L << 40)
                .map(DataSize::kibibytes)
                .optional();
        return Combinators.combine(
                        cpu,
                        limits,
                        limits,
                        limits,
                        Arbitraries.integers().between(100, 1000).optional())
                .as((tuning, hard, soft, swap, weight) -> {
                    Tuning with = hard.map(tuning::memoryHardLimit).orElse(tuning);
                    with = soft.map(with::memorySoftLimit).orElse(with);
                    with = swap.map(with::swapLimit).orElse(with);
                    return weight.isPresent() ? with.blockWeight(weight.get()) : with;
                });
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(count * 1000);
    }

    static Arbitrary<IoLimits> limits() {
        Arbitrary<Long> numbers =
                Arbitraries.oneOf(Arbitraries.of(0L), Arbitraries.longs().between(1, 1L << 40));
        return Combinators.combine(numbers, numbers, numbers, numbers)
                .as(IoLimits::new)
                .filter(limits -> !limits.equals(IoLimits.NONE));
    }

    static Arbitrary<Bandwidth> bandwidth() {
        Arbitrary<Long> rates = Arbitraries.longs().between(0, 1L << 22).map(kilobytes -> kilobytes * 1000);
        return Combinators.combine(rates, rates).as(Bandwidth::new).filter(rate -> !rate.equals(Bandwidth.UNLIMITED));
    }

    private static Arbitrary<List<FilesystemSpec>> filesystems() {
        Arbitrary<FilesystemSource> sources = Arbitraries.of(
                new FilesystemSource.Directory("/srv/a b"),
                new FilesystemSource.Directory("/srv/b"),
                new FilesystemSource.Image("/srv/c.qcow2", DiskFormat.QCOW2),
                new FilesystemSource.Image("/dev/vg/d", DiskFormat.RAW),
                new FilesystemSource.Template("debian-12", Map.of()),
                new FilesystemSource.Temporary(DataSize.mebibytes(16)));
        Arbitrary<FilesystemSpec> one = Combinators.combine(
                        sources, Arbitraries.of("share", "/mnt", "data"), Arbitraries.of(true, false))
                .as((source, target, readOnly) -> new FilesystemSpec(source, target, readOnly, Optional.empty()));
        Arbitrary<FilesystemSpec> virtiofs =
                Arbitraries.just(FilesystemSpec.directory("/srv/v", "fast").driver("virtiofs"));
        return Arbitraries.oneOf(one, virtiofs).list().ofMaxSize(3).uniqueElements(FilesystemSpec::target);
    }

    private static Arbitrary<List<ChannelSpec>> channels() {
        return Arbitraries.of(ChannelSpec.guestAgent(), new ChannelSpec("org.example.0"), new ChannelSpec("x"))
                .list()
                .uniqueElements();
    }

    private static Arbitrary<List<DisplaySpec>> displays() {
        Arbitrary<OptionalInt> ports = Arbitraries.integers()
                .between(1, 65_535)
                .optional()
                .map(port -> port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty());
        return Combinators.combine(
                        Arbitraries.of(DisplayProtocol.VNC, DisplayProtocol.SPICE),
                        Arbitraries.of("127.0.0.1", "0.0.0.0", "::1", "host.example", ""),
                        ports,
                        Arbitraries.of("secret", "<&\"' ").map(Password::of).optional())
                .as(DisplaySpec::new)
                .list()
                .ofMaxSize(2)
                .uniqueElements(DisplaySpec::protocol);
    }
}
