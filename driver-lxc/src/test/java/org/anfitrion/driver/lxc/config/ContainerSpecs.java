package org.anfitrion.driver.lxc.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;

/** Descriptions of all that a container of LXC can be on a host of {@link Hosts}. */
final class ContainerSpecs {

    private ContainerSpecs() {}

    static Arbitrary<DomainSpec> all() {
        return Combinators.combine(texts(), resources(), devices(), devices(), boots(), Arbitraries.of(true, false))
                .as((text, resource, nics, mounts, boot, console) -> {
                    DomainSpecBuilder spec = DomainSpec.named("web").guestType(GuestType.OPERATING_SYSTEM);
                    text.uuid.ifPresent(spec::uuid);
                    text.owner.map(name -> new Owner(name, "m.1", 7, 8)).ifPresent(spec::owner);
                    spec.title(text.title).description(text.description);
                    spec.cpus(resource.cpus).memory(resource.memory).tuning(resource.tuning);
                    spec.filesystems(mounts.filesystems).nics(nics.nics).boot(boot);
                    spec.idMap(console ? IdMap.HOST : IdMap.from(100_000));
                    return (console ? spec.console(ConsoleSpec.paravirtual()) : spec).build();
                });
    }

    private record Texts(Optional<UUID> uuid, String title, String description, Optional<String> owner) {}

    private static Arbitrary<Texts> texts() {
        Arbitrary<String> line =
                Arbitraries.strings().withChars("a= \\u\"'#$%ü漢\u2028").ofMaxLength(8);
        Arbitrary<String> lines =
                Arbitraries.strings().withChars("a= \\\n\t\"'#é").ofMaxLength(12);
        return Combinators.combine(
                        Arbitraries.longs()
                                .greaterOrEqual(1)
                                .map(low -> new UUID(5, low))
                                .optional(),
                        line,
                        lines,
                        Arbitraries.of("shop", "a b; $(c)").optional())
                .as(Texts::new);
    }

    private record Resources(CpuCount cpus, Memory memory, Tuning tuning) {}

    private static Arbitrary<Resources> resources() {
        Arbitrary<CpuCount> cpus = Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(0, 3))
                .as((current, more) -> new CpuCount(current, current + more));
        Arbitrary<Memory> memory = Combinators.combine(
                        sizes(), Arbitraries.longs().between(0, 5))
                .as((current, more) -> new Memory(current, DataSize.bytes(current.bytes() + more * 4096)));
        return Combinators.combine(cpus, memory, cpuTunings(), memoryTunings(), Arbitraries.of("", "0", "1-3,7"))
                .as((count, size, cpu, limits, pinned) -> {
                    DataSize hard = limits.memoryHardLimit().orElse(size.current());
                    Map<Integer, CpuSet> pinning = pinned.isEmpty()
                            ? Map.of()
                            : IntStream.range(0, count.maximum())
                                    .boxed()
                                    .collect(Collectors.toMap(
                                            cpuNumber -> cpuNumber, cpuNumber -> CpuSet.parse(pinned)));
                    Tuning tuning = new Tuning(
                            cpu.cpuShares(),
                            // A quota that is all of the period is none.
                            cpu.cpuQuota()
                                    .filter(quota ->
                                            quota.compareTo(cpu.cpuPeriod().orElse(Duration.ofMillis(100))) < 0),
                            cpu.cpuPeriod(),
                            pinning,
                            Optional.empty(),
                            limits.memoryHardLimit(),
                            limits.memorySoftLimit(),
                            limits.swapLimit().map(swap -> DataSize.bytes(hard.bytes() + swap.bytes())),
                            limits.blockWeight(),
                            limits.processLimit());
                    return new Resources(count, size, tuning);
                });
    }

    private static Arbitrary<DataSize> sizes() {
        return Arbitraries.longs().between(1 << 20, 1L << 40).map(DataSize::bytes);
    }

    private static Arbitrary<Tuning> cpuTunings() {
        Arbitrary<Optional<Duration>> quota = Arbitraries.longs()
                .between(1, 1_000_000)
                .map(us -> Duration.ofNanos((us + 999) * 1000))
                .optional();
        Arbitrary<Optional<Duration>> period = Arbitraries.longs()
                .between(1_000, 1_000_000)
                .map(us -> Duration.ofNanos(us * 1000))
                .optional();
        return Combinators.combine(Arbitraries.longs().between(2, 262_144).optional(), quota, period)
                .as((shares, used, of) -> new Tuning(
                        shares.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        used,
                        of,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()));
    }

    private static Arbitrary<Tuning> memoryTunings() {
        return Combinators.combine(
                        sizes().optional(),
                        sizes().optional(),
                        sizes().optional(),
                        Arbitraries.integers().between(10, 1000).optional(),
                        Arbitraries.integers().greaterOrEqual(1).optional())
                .as((hard, soft, swap, weight, tasks) -> new Tuning(
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        hard,
                        soft,
                        swap,
                        weight.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        tasks.map(OptionalInt::of).orElse(OptionalInt.empty())));
    }

    private record Devices(List<NicSpec> nics, List<FilesystemSpec> filesystems) {}

    private static Arbitrary<Devices> devices() {
        Arbitrary<NicSource> sources = Arbitraries.of(
                new NicSource.Bridge("br0"),
                new NicSource.Bridge("br-1"),
                new NicSource.Unconnected(),
                new NicSource.HostInterface("eth9"));
        Arbitrary<MacAddress> macs =
                Arbitraries.integers().between(0, 9).map(last -> MacAddress.of("52:54:00:00:00:0" + last));
        Arbitrary<NicSpec> nics = Combinators.combine(sources, macs, Arbitraries.of(true, false))
                .as((source, mac, shared) -> {
                    NicSpec nic = NicSpec.of(source).mac(mac);
                    return shared && source instanceof NicSource.HostInterface ? nic.model(Cards.MACVLAN) : nic;
                });
        Arbitrary<String> paths =
                Arbitraries.strings().withChars("ab \\#,:=ü").ofMinLength(1).ofMaxLength(6);
        Arbitrary<FilesystemSource> files = Arbitraries.oneOf(
                paths.map(path -> new FilesystemSource.Directory("/" + path)),
                sizes().map(FilesystemSource.Temporary::new));
        Arbitrary<FilesystemSpec> mounts = Combinators.combine(files, paths, Arbitraries.of(true, false))
                .as((source, target, readOnly) -> new FilesystemSpec(source, "/" + target, readOnly, Optional.empty()));
        Arbitrary<FilesystemSpec> roots = Combinators.combine(
                        Arbitraries.of(
                                new FilesystemSource.Directory("/srv/a b"),
                                new FilesystemSource.Image("/srv/x:y.img", DiskFormat.RAW)),
                        Arbitraries.of(true, false))
                .as((source, readOnly) -> new FilesystemSpec(source, "/", readOnly, Optional.empty()));
        return Combinators.combine(
                        nics.list().ofMaxSize(4), roots, mounts.list().ofMaxSize(3))
                .as((cards, root, others) -> new Devices(
                        distinct(cards, NicSpec::mac),
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(root),
                                        distinct(others, FilesystemSpec::target).stream())
                                .toList()));
    }

    private static <T> List<T> distinct(List<T> all, Function<T, Object> key) {
        Set<Object> seen = new HashSet<>();
        return all.stream().filter(one -> seen.add(key.apply(one))).toList();
    }

    private static Arbitrary<Boot> boots() {
        return Arbitraries.strings()
                .withChars("ab\"'$;|=é")
                .ofMinLength(1)
                .ofMaxLength(4)
                .list()
                .ofMaxSize(3)
                .map(arguments -> new Boot.Init("/bin/sh", arguments));
    }
}
