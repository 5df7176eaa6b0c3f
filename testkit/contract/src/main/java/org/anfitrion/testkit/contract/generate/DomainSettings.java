package org.anfitrion.testkit.contract.generate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.unit.DataSize;

/** What a description says beside its devices: how the domain starts, what it sees of processors, how it shares the host. */
public final class DomainSettings {

    private DomainSettings() {}

    static Arbitrary<Boot> boots() {
        return Arbitraries.of(
                Boot.bios(),
                Boot.uefi(),
                Boot.bios().from(Boot.BootDevice.NETWORK, Boot.BootDevice.CDROM),
                Boot.kernel("/boot/vmlinuz"),
                Boot.kernel("/boot/vm linuz").initrd("/boot/init,rd").commandLine("console=ttyS0 quiet a=\"b c\""),
                Boot.loader("pygrub"),
                Boot.init("/sbin/init"),
                Boot.init("/bin/sh", "-c", "exec sleep 1", ""));
    }

    static Arbitrary<IdMap> idMaps() {
        IdMap.Range one = new IdMap.Range(70_000, 1_000, 1);
        return Arbitraries.of(
                IdMap.HOST,
                IdMap.from(100_000),
                new IdMap(List.of(new IdMap.Range(0, 300_000, 5_000), one), List.of(one)));
    }

    /**
     * Generates tuning that any domain on a host with two processors can have.
     *
     * @return nothing, some settings, or many
     */
    public static Arbitrary<Tuning> tunings() {
        Arbitrary<Tuning> cpu = Arbitraries.of(
                Tuning.NONE,
                Tuning.NONE.cpuShares(512),
                Tuning.NONE.cpuQuota(Duration.ofMillis(50)).cpuPeriod(Duration.ofMillis(100)),
                Tuning.NONE.pin(0, CpuSet.of(1)).emulatorPinning(CpuSet.parse("0-1")));
        return Combinators.combine(cpu, Arbitraries.integers().between(0, 5)).as((tuning, other) -> switch (other) {
            case 1 -> tuning.memoryHardLimit(DataSize.gibibytes(4)).memorySoftLimit(DataSize.gibibytes(3));
            case 2 -> tuning.swapLimit(DataSize.gibibytes(8));
            case 3 -> tuning.blockWeight(500);
            case 4 -> tuning.processLimit(100).blockWeight(10);
            default -> tuning;
        });
    }

    /**
     * Says more of a domain's processors and memory, whatever their number and size.
     *
     * @param spec a description
     * @return descriptions with the same CPUs and memory
     */
    static Arbitrary<DomainSpec> withHardware(DomainSpec spec) {
        Arbitrary<Optional<CpuModel>> models = Arbitraries.of(
                        CpuModel.hostPassthrough(),
                        CpuModel.hostModel(),
                        CpuModel.named("qemu64")
                                .feature("vmx", CpuFeaturePolicy.DISABLE)
                                .feature("aes", CpuFeaturePolicy.REQUIRE))
                .optional();
        Arbitrary<MemoryBacking> backings = Arbitraries.of(
                MemoryBacking.ORDINARY,
                new MemoryBacking(Optional.of(DataSize.mebibytes(2)), false, true),
                new MemoryBacking(Optional.empty(), true, false));
        return Combinators.combine(models, backings, Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((model, backing, topology, numa) -> {
                    DomainSpecBuilder more = spec.toBuilder().memoryBacking(backing);
                    model.ifPresent(more::cpuModel);
                    if (topology) {
                        more.cpuTopology(new CpuTopology(spec.cpus().maximum(), 1, 1, 1));
                    }
                    return more.numa(numa ? nodes(spec.cpus(), spec.memory()) : List.of())
                            .build();
                });
    }

    private static List<NumaCell> nodes(CpuCount cpus, Memory memory) {
        DataSize all = memory.maximum();
        CpuSet first = CpuSet.of(0);
        if (cpus.maximum() == 1 || all.toMebibytes() < 2) {
            return List.of(new NumaCell(CpuSet.parse("0-" + (cpus.maximum() - 1)), all, Optional.empty()));
        }
        DataSize some = DataSize.mebibytes(1);
        return List.of(
                new NumaCell(first, some, Optional.empty()),
                new NumaCell(
                        CpuSet.parse("1-" + (cpus.maximum() - 1)),
                        DataSize.bytes(all.bytes() - some.bytes()),
                        Optional.of(CpuSet.of(0))));
    }

    static Arbitrary<Optional<Owner>> owners() {
        return Arbitraries.of(new Owner("a program", "m-1", 7, 1), new Owner("ünï=c", "host+boot", 4_000_000, 0))
                .optional();
    }
}
