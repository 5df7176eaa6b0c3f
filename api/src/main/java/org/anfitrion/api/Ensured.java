package org.anfitrion.api;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done to get something as it is described: known before it is done, so that it can be shown first.
 *
 * <pre>{@code
 * Ensured<Domain> plan = host.domains().plan(spec);
 * plan.changes().forEach(System.out::println);
 * Domain web = plan.handle();
 * }</pre>
 *
 * <p>Not thread-safe.
 *
 * @param <H> the handle of what is wanted
 */
public final class Ensured<H> {

    private final List<String> changes;
    private final boolean creates;
    private final Supplier<H> work;
    private @Nullable H handle;

    private Ensured(List<String> changes, boolean creates, Supplier<H> work) {
        this.changes = List.copyOf(changes);
        this.creates = creates;
        this.work = work;
    }

    /** Something that has to be done. */
    record Step(String change, Runnable work) {}

    static <H> Ensured<H> creating(String what, Supplier<H> work) {
        return new Ensured<>(List.of("create " + what), true, work);
    }

    static <H> Ensured<H> changing(H present, List<Step> steps) {
        return new Ensured<>(steps.stream().map(Step::change).toList(), false, () -> {
            steps.forEach(step -> step.work().run());
            return present;
        });
    }

    /**
     * Tells what would be done.
     *
     * @return a line for each change, for people; empty if everything is as described
     */
    public List<String> changes() {
        return changes;
    }

    /**
     * Tells whether it is not there at all yet.
     *
     * @return true if it would be made
     */
    public boolean creates() {
        return creates;
    }

    /**
     * Tells whether everything is as described.
     *
     * @return true if nothing would be done
     */
    public boolean isSatisfied() {
        return changes.isEmpty();
    }

    /**
     * Does what has to be done, unless this object has done it already.
     *
     * @return the handle of what is as described now
     * @throws org.anfitrion.api.error.ConflictException if it was changed by somebody else since the plan was made
     */
    public H handle() {
        H done = handle;
        if (done == null) {
            done = work.get();
            handle = done;
        }
        return done;
    }

    @Override
    public String toString() {
        return changes.isEmpty() ? "nothing to do" : String.join("; ", changes);
    }
}
