package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of tuning: {@code TUN}. */
public interface TuningContract extends Contract {

    /**
     * Settings for the next start.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.TUN_1)
    default void whatIsSetInTheConfigurationStaysThere(Bench bench) {
        DomainId id = bench.define().id();
        requireUpdates(bench, Scope.CONFIG, id);
        bench.each(settings(), setting -> stays(bench, id, Scope.CONFIG, setting));
    }

    /**
     * Settings of what runs.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.TUN_1)
    default void whatIsSetOfARunningDomainHoldsForIt(Bench bench) {
        DomainId id = bench.running().id();
        requireUpdates(bench, Scope.LIVE, id);
        Tuning configured = bench.read(id).spec().tuning();
        bench.each(settings(), setting -> stays(bench, id, Scope.LIVE, setting));
        assertEquals(configured, bench.read(id).spec().tuning(), "the tuning of the next start");
    }

    private static List<Setting> settings() {
        return List.of(
                new Setting(Feature.TUNE_CPU, tuning -> tuning.cpuShares(512)),
                new Setting(Feature.TUNE_MEMORY, tuning -> tuning.memoryHardLimit(DataSize.gibibytes(1))),
                new Setting(Feature.TUNE_BLOCK, tuning -> tuning.blockWeight(500)),
                new Setting(Feature.TUNE_PROCESSES, tuning -> tuning.processLimit(400)));
    }

    /** One thing that can be set. */
    record Setting(Feature feature, UnaryOperator<Tuning> change) {
        @Override
        public String toString() {
            return feature.title();
        }
    }

    private static void stays(Bench bench, DomainId id, Scope scope, Setting setting) {
        View view = scope == Scope.CONFIG ? View.CONFIG : View.LIVE;
        Described<DomainSpec> base = bench.domains().read(id, view);
        Tuning wanted = setting.change().apply(base.spec().tuning());
        bench.perform(setting.feature(), new Target.OfDomain(id), () -> update(bench, id, base, wanted, scope));
        Described<DomainSpec> set = bench.domains().read(id, view);
        assertEquals(wanted, set.spec().tuning(), "the tuning that was set");
        update(bench, id, set, Tuning.NONE, scope);
        assertEquals(wanted, bench.domains().read(id, view).spec().tuning(), "what an empty update left");
    }

    private static Applied update(Bench bench, DomainId id, Described<DomainSpec> base, Tuning tuning, Scope scope) {
        DomainSpec wanted = base.spec().toBuilder().tuning(tuning).build();
        return bench.domains().update(id, base, wanted, scope, Progress.unwatched());
    }

    private static void requireUpdates(Bench bench, Scope scope, DomainId id) {
        Feature feature = scope == Scope.CONFIG ? Feature.UPDATE_CONFIG : Feature.UPDATE_LIVE;
        Support support = bench.session().support(feature, new Target.OfDomain(id));
        if (support.isNo()) {
            throw Ruling.no(feature.title() + ": " + support.reason());
        }
    }

    /**
     * Processors that are not there are not used.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.TUN_2)
    default void aProcessorThatIsNotThereIsRefused(Bench bench) {
        DomainId id = bench.define().id();
        requireUpdates(bench, Scope.CONFIG, id);
        Described<DomainSpec> base = bench.read(id);
        try {
            Tuning pinned = Tuning.NONE.pin(0, CpuSet.of(0));
            bench.perform(
                    Feature.TUNE_CPU, new Target.OfDomain(id), () -> update(bench, id, base, pinned, Scope.CONFIG));
        } catch (AssertionError e) {
            if (e.getCause() instanceof UnsupportedCapabilityException) {
                throw Ruling.no("pinning: " + e.getCause().getMessage());
            }
            throw e;
        }
        Described<DomainSpec> before = bench.read(id);
        int beyond = before.spec().cpus().maximum();
        Map<String, Tuning> impossible = Map.of(
                "a CPU of the host", Tuning.NONE.pin(0, CpuSet.of(CpuCount.LIMIT - 1)),
                "a CPU of the domain", Tuning.NONE.pin(beyond, CpuSet.of(0)),
                "a CPU for the machine's own work", Tuning.NONE.emulatorPinning(CpuSet.of(CpuCount.LIMIT - 1)));
        bench.each(impossible.entrySet(), wrong -> bench.questions()
                .refused(
                        InvalidSpecException.class,
                        Feature.TUNE_CPU,
                        new Target.OfDomain(id),
                        () -> update(bench, id, before, wrong.getValue(), Scope.CONFIG)));
        assertEquals(before.spec(), bench.read(id).spec(), "the description after what was refused");
    }
}
