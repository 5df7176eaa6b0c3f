package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Assertions;

/**
 * Asks the driver before each operation whether it can, and holds it to the answer: a yes has to work, a no has to be
 * refused and to change nothing, and what is unknown may do either.
 */
final class Questions {

    private final Supplier<Session> session;
    private final Supplier<World> world;
    private final Map<Feature, String> tries = new EnumMap<>(Feature.class);
    private final List<String> notes = new ArrayList<>();

    Questions(Supplier<Session> session, Supplier<World> world) {
        this.session = session;
        this.world = world;
    }

    /** Does something that the driver may not be able to do. */
    <T> T perform(Feature feature, Target on, Supplier<T> operation) {
        Support support = session.get().support(feature, on);
        if (support.isNo()) {
            keepsItsNo(feature, () -> Objects.requireNonNull(operation.get()));
            throw Ruling.no(feature.title() + ": " + support.reason());
        }
        if (support.isYes()) {
            try {
                return operation.get();
            } catch (UnsupportedCapabilityException e) {
                throw new AssertionError("support(" + feature + ") says yes, but: " + e.getMessage(), e);
            }
        }
        World before = world.get();
        try {
            T result = operation.get();
            tries.put(feature, "tried, and it worked");
            return result;
        } catch (UnsupportedCapabilityException e) {
            assertEquals(before, world.get(), "a " + feature + " that was refused changed something");
            tries.put(feature, "tried, and refused: " + e.getMessage());
            throw Ruling.unknown(feature.title() + ": " + e.getMessage());
        }
    }

    /**
     * Does something that must be refused, whether the driver has the feature or not. Where it has not, either reason will
     * do: which of the two is noticed first is not said.
     */
    <X extends HypervisorException> void refused(Class<X> type, Feature feature, Target on, Runnable operation) {
        Support support = session.get().support(feature, on);
        World before = world.get();
        HypervisorException thrown = Assertions.assertThrows(HypervisorException.class, operation::run);
        assertEquals(before, world.get(), "what was refused changed something");
        if (thrown instanceof UnsupportedCapabilityException && support.isNo()) {
            throw Ruling.no(feature.title() + ": " + support.reason());
        }
        if (thrown instanceof UnsupportedCapabilityException && support.answer() == Support.Answer.UNKNOWN) {
            throw Ruling.unknown(feature.title() + ": " + thrown.getMessage());
        }
        assertType(type, thrown);
    }

    /** Does something that must be refused, and for which no feature stands. */
    <X extends HypervisorException> void refused(Class<X> type, Runnable operation) {
        World before = world.get();
        assertType(type, Assertions.assertThrows(HypervisorException.class, operation::run));
        assertEquals(before, world.get(), "what was refused changed something");
    }

    static void assertType(Class<? extends HypervisorException> type, Throwable thrown) {
        if (!type.isInstance(thrown)) {
            throw new AssertionError(
                    "expected " + type.getSimpleName() + ", but was "
                            + thrown.getClass().getSimpleName() + ": " + thrown.getMessage(),
                    thrown);
        }
    }

    /** Tries what the driver says it cannot do. Whatever rule is being checked, this one is broken if it works. */
    void keepsItsNo(Feature feature, Runnable operation) {
        World before = world.get();
        try {
            HypervisorException thrown = Assertions.assertThrows(
                    HypervisorException.class, operation::run, () -> "support(" + feature + ") says no, and it works");
            assertType(UnsupportedCapabilityException.class, thrown);
            assertEquals(before, world.get(), "a " + feature + " that was refused changed something");
        } catch (AssertionError e) {
            throw new RuleBroken(Rule.SES_6, String.valueOf(e.getMessage()), e);
        }
    }

    /** What came of the tries of features that the driver does not know about. */
    Map<Feature, String> tries() {
        return tries;
    }

    /** Remembers what a test had to leave out. */
    void note(String note) {
        notes.add(note);
    }

    /** Returns what the test had to leave out, and forgets it. */
    String takeNotes() {
        String all = String.join("; ", notes);
        notes.clear();
        return all;
    }
}
