package org.anfitrion.driver.lxc.config;

import com.google.common.math.LongMath;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.unit.DataSize;

/**
 * A limit that a cgroup controller sets: in which file of version 1 and of version 2, and what a description says of it there.
 * Source: Linux' Documentation/admin-guide/cgroup-v1 and cgroup-v2.rst.
 *
 * @param controller which controller, by its name in version 1
 * @param one the file of version 1
 * @param valueOfOne what it is to say; empty if the description leaves it open
 * @param two the file of version 2; empty if there is none
 * @param valueOfTwo what it is to say; empty if the description leaves it open
 */
record Limit(
        String controller,
        String one,
        Function<DomainSpec, Optional<String>> valueOfOne,
        String two,
        Function<DomainSpec, Optional<String>> valueOfTwo) {

    static final String MEMORY = "memory.limit_in_bytes";
    static final String SOFT_MEMORY = "memory.soft_limit_in_bytes";
    static final String SWAP = "memory.memsw.limit_in_bytes";
    static final String SHARES = "cpu.shares";
    static final String PERIOD = "cpu.cfs_period_us";
    static final String QUOTA = "cpu.cfs_quota_us";
    static final String CPUS = "cpuset.cpus";
    static final String TASKS = "pids.max";
    static final String WEIGHT = "blkio.weight";

    /** In the order in which they are written: there is no swap limit below the memory's, and no quota without its period. */
    static final List<Limit> ALL = List.of(
            same("memory", MEMORY, "memory.max", spec -> Optional.of(bytes(hard(spec)))),
            same("memory", SOFT_MEMORY, "memory.high", spec -> spec.tuning()
                    .memorySoftLimit()
                    .map(Limit::bytes)),
            new Limit(
                    "memory",
                    SWAP,
                    spec -> spec.tuning().swapLimit().map(Limit::bytes),
                    "memory.swap.max",
                    // Version 2 counts swap by itself.
                    spec -> spec.tuning()
                            .swapLimit()
                            .map(all -> Long.toString(all.bytes() - hard(spec).bytes()))),
            new Limit(
                    "cpu",
                    SHARES,
                    spec -> number(spec.tuning().cpuShares()),
                    "cpu.weight",
                    spec -> spec.tuning().cpuShares().isPresent()
                            ? Optional.of(Long.toString(
                                    weight(spec.tuning().cpuShares().getAsLong())))
                            : Optional.empty()),
            new Limit(
                    "cpu",
                    PERIOD,
                    spec -> spec.tuning().cpuPeriod().map(period -> Long.toString(CpuTime.micros(period))),
                    "",
                    spec -> Optional.empty()),
            new Limit(
                    "cpu",
                    QUOTA,
                    spec -> Optional.of(Long.toString(time(spec).quota())),
                    "cpu.max",
                    spec -> Optional.of(time(spec).quota()
                            + (spec.tuning().cpuPeriod().isPresent()
                                    ? " " + time(spec).period()
                                    : ""))),
            same("cpuset", CPUS, CPUS, spec -> spec.tuning().pinning().values().stream()
                    .findFirst()
                    .map(CpuSet::toString)),
            same(
                    "pids",
                    TASKS,
                    TASKS,
                    spec -> spec.tuning().processLimit().isPresent()
                            ? Optional.of(Integer.toString(
                                    spec.tuning().processLimit().getAsInt()))
                            : Optional.empty()),
            same(
                    "blkio",
                    WEIGHT,
                    "io.weight",
                    spec -> spec.tuning().blockWeight().isPresent()
                            ? Optional.of(
                                    Integer.toString(spec.tuning().blockWeight().getAsInt()))
                            : Optional.empty()));

    private static Limit same(String controller, String one, String two, Function<DomainSpec, Optional<String>> value) {
        return new Limit(controller, one, value, two, value);
    }

    private static Optional<String> number(java.util.OptionalLong number) {
        return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
    }

    private static String bytes(DataSize size) {
        return Long.toString(size.bytes());
    }

    /** A container has one limit of memory: its hard one, or else the memory that it has. */
    static DataSize hard(DomainSpec spec) {
        return spec.tuning().memoryHardLimit().orElse(spec.memory().current());
    }

    private static CpuTime time(DomainSpec spec) {
        return CpuTime.of(spec.cpus().current(), spec.tuning());
    }

    /** Shares of version 1 as a weight of version 2, as container runtimes translate them: 2 to 262144 as 1 to 10000. */
    static long weight(long shares) {
        return 1 + Math.max(0, shares - 2) * 9_999 / 262_142;
    }

    /** The least shares that have a weight. */
    static long shares(long weight) {
        return 2 + LongMath.divide(Math.max(0, weight - 1) * 262_142, 9_999, java.math.RoundingMode.CEILING);
    }

    /** The file on a host with that version. */
    String file(ContainerHost host, int version) {
        String usual = version == 1 ? one : two;
        return controller.equals("blkio") ? host.weights().orElse(usual) : usual;
    }

    /** What the file is to say. */
    Optional<String> value(DomainSpec spec, int version) {
        return (version == 1 ? valueOfOne : valueOfTwo).apply(spec);
    }
}
