package org.anfitrion.testkit.contract.model;

import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainFilter.Activity;
import org.anfitrion.api.domain.DomainFilter.Persistence;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.PowerAction;

/** Random lives: some steps in any order, on so few names that they get in each other's way. */
public final class Lives implements ArbitrarySupplier<List<Step>> {

    private static final int SLOTS = 2;
    private static final int LONGEST = 14;

    /** What a guest does not have a say in: the model cannot know whether it listens. */
    private static final EnumSet<PowerAction> BY_FORCE = EnumSet.of(
            PowerAction.START, PowerAction.SUSPEND, PowerAction.RESUME, PowerAction.RESET, PowerAction.DESTROY);

    /** Creates the supplier; jqwik does. */
    public Lives() {}

    @Override
    public Arbitrary<List<Step>> get() {
        return Arbitraries.frequencyOf(
                        Tuple.of(4, creations()),
                        Tuple.of(8, powers()),
                        Tuple.of(2, slots().map(Step.Remove::new)),
                        Tuple.of(1, autostarts()),
                        Tuple.of(3, updates()),
                        Tuple.of(1, slots().map(Step.Find::new)),
                        Tuple.of(1, looks()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(LONGEST);
    }

    private static Arbitrary<Integer> slots() {
        return Arbitraries.integers().between(0, SLOTS - 1);
    }

    private static Arbitrary<Step> creations() {
        Arbitrary<Creation> creation =
                Arbitraries.frequency(Tuple.of(3, Creation.DEFINE), Tuple.of(1, Creation.TRANSIENT));
        return Combinators.combine(slots(), creation, cpus(), mebibytes()).as(Step.Create::new);
    }

    private static Arbitrary<Integer> cpus() {
        return Arbitraries.integers().between(1, 3);
    }

    private static Arbitrary<Integer> mebibytes() {
        return Arbitraries.of(0, 1, 16);
    }

    private static Arbitrary<Step> powers() {
        return Combinators.combine(slots(), Arbitraries.of(BY_FORCE)).as(Step.Power::new);
    }

    private static Arbitrary<Step> autostarts() {
        return Combinators.combine(slots(), Arbitraries.of(true, false)).as(Step.Autostart::new);
    }

    private static Arbitrary<Step> updates() {
        return Combinators.combine(
                        slots(),
                        cpus(),
                        mebibytes(),
                        Arbitraries.of("", "one", "two"),
                        Arbitraries.of(false, false, true))
                .as(Step.Update::new);
    }

    private static Arbitrary<Step> looks() {
        return Combinators.combine(Arbitraries.of(Activity.class), Arbitraries.of(Persistence.class))
                .as((activity, persistence) -> new Step.Look(new DomainFilter(activity, persistence)));
    }
}
