package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of what a description asks for and not every backend has: {@code DOM-20} and {@code DOM-21}. */
public interface DemandContract extends Contract {

    /**
     * What is asked for is there, or there is no domain.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_20)
    default void whatIsAskedForIsThereOrThereIsNoDomain(Bench bench) {
        bench.each(demands(bench), demand -> {
            DomainSpec asked = demand.spec();
            DomainId id = bench.perform(demand.feature(), new Target.OfSpec(asked), () -> define(bench, asked));
            assertEquals(
                    List.of(),
                    Descriptions.differences(asked, bench.read(id).spec()),
                    "what was asked for was left out silently");
            bench.remove(id);
        });
    }

    private static DomainId define(Bench bench, DomainSpec spec) {
        try {
            return bench.domains()
                    .create(spec, Creation.DEFINE, Progress.unwatched())
                    .id();
        } catch (NotFoundException e) {
            // Some backends look for what a drive or a file system is on as soon as it is described.
            throw Ruling.unknown(String.valueOf(e.getMessage()));
        }
    }

    /** A description that asks for something. */
    record Demand(Feature feature, DomainSpec spec) {
        @Override
        public String toString() {
            return feature.title();
        }
    }

    private static List<Demand> demands(Bench bench) {
        List<Demand> demands = new ArrayList<>();
        demands.add(demand(bench, Feature.OWNER, spec -> spec.toBuilder()
                .owner(Owner.thisProcess("contract"))
                .build()));
        demands.add(demand(bench, Feature.CPU_MODEL, spec -> spec.toBuilder()
                .cpuTopology(new CpuTopology(spec.cpus().maximum(), 1, 1, 1))
                .build()));
        demands.add(demand(bench, Feature.NUMA, DemandContract::inOneNode));
        if (bench.spec().guestType().isEmpty()) {
            demands.add(demand(bench, Feature.ID_MAPS, spec -> spec.toBuilder()
                    .idMap(IdMap.from(200_000))
                    .build()));
        }
        demands.add(demand(bench, Feature.HUGEPAGES, spec -> spec.toBuilder()
                .memoryBacking(new MemoryBacking(Optional.of(DataSize.mebibytes(2)), false, false))
                .build()));
        demands.add(demand(bench, Feature.TUNE_CPU, tuned(Tuning.NONE.cpuShares(512))));
        demands.add(demand(bench, Feature.TUNE_MEMORY, tuned(Tuning.NONE.memoryHardLimit(DataSize.gibibytes(1)))));
        demands.add(demand(bench, Feature.TUNE_BLOCK, tuned(Tuning.NONE.blockWeight(500))));
        demands.add(demand(bench, Feature.TUNE_PROCESSES, tuned(Tuning.NONE.processLimit(400))));
        demands.add(demand(bench, Feature.FILESYSTEMS, spec -> spec.toBuilder()
                .filesystem(FilesystemSpec.directory("/tmp", "/mnt"))
                .build()));
        demands.add(demand(bench, Feature.VOLUME_DISKS, spec -> spec.toBuilder()
                .disk(DiskSpec.volume("default", "anfitrion-contract.img", DiskFormat.RAW))
                .build()));
        DomainSpec rich = bench.backend().rich(bench.name());
        if (!rich.disks().isEmpty()) {
            DiskSpec limited = rich.disks().get(0).limits(IoLimits.operationsPerSecond(100));
            demands.add(demand(bench, Feature.DISK_LIMITS, spec -> spec.toBuilder()
                    .disks(List.of(limited))
                    .build()));
        }
        if (!rich.nics().isEmpty()) {
            NicSpec limited = rich.nics().get(0).bandwidth(new Bandwidth(1_024_000, 512_000));
            demands.add(demand(bench, Feature.NIC_BANDWIDTH, spec -> spec.toBuilder()
                    .nics(List.of(limited))
                    .build()));
        }
        return demands;
    }

    private static Demand demand(Bench bench, Feature feature, UnaryOperator<DomainSpec> asking) {
        return new Demand(feature, asking.apply(bench.spec()));
    }

    private static UnaryOperator<DomainSpec> tuned(Tuning tuning) {
        return spec -> spec.toBuilder().tuning(tuning).build();
    }

    private static DomainSpec inOneNode(DomainSpec spec) {
        CpuSet all = CpuSet.parse("0-" + (spec.cpus().maximum() - 1));
        return spec.toBuilder()
                .numaCell(new NumaCell(all, spec.memory().maximum(), Optional.empty()))
                .build();
    }

    /**
     * Who made a domain can be told from it.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_21)
    default void anOwnersTagIsInEachView(Bench bench) {
        Owner owner = new Owner("contract; $(of) ünïcode", "m-1+b-2", 4_242, 7);
        DomainSpec spec = bench.spec().toBuilder().owner(owner).build();
        DomainId id = bench.perform(Feature.OWNER, new Target.OfSpec(spec), () -> bench.domains()
                .create(spec, Creation.DEFINE, Progress.unwatched())
                .id());
        assertEquals(Optional.of(owner), bench.read(id).spec().owner(), "the owner in the configuration");
        bench.power(id, PowerAction.START);
        assertAll(
                () -> assertEquals(Optional.of(owner), bench.read(id).spec().owner(), "the owner in the configuration"),
                () -> assertEquals(
                        Optional.of(owner),
                        bench.domains().read(id, View.LIVE).spec().owner(),
                        "the owner of what runs"));
    }
}
