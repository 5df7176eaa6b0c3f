package org.anfitrion.testkit.contract.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.Store;
import org.anfitrion.testkit.contract.Backend;

/**
 * Random sequences of operations, legal and not, on a backend and on the in-memory hypervisor at once: after every step both
 * have to have answered alike and to have the same domains in the same states. Adopted with one method, in a class apart from
 * JUnit's tests:
 *
 * <pre>{@code
 * class QemuEmbedModelProperties implements ModelProperties {
 *
 *     @Override
 *     public Backend backend() {
 *         return Backend.of("qemu-embed", new KvmDriver(), "qemu:///embed?root=/var/tmp/model").tries(10).build();
 *     }
 * }
 * }</pre>
 *
 * <p>{@link Backend#tries()} lives are led, of up to 14 steps; at most as many more to find the shortest that fails, within
 * jqwik's bound of ten seconds. What failed is remembered in the file that jqwik's parameter {@code jqwik.database} names: let it
 * be one under {@code target}.
 */
public interface ModelProperties {

    /**
     * Describes the backend to compare. May be called more than once for a property.
     *
     * @return the backend, or {@link Backend#unobtainable} if it cannot be had here
     */
    Backend backend();

    /**
     * The backend behaves as the model does.
     *
     * @param life the steps to take
     */
    @Property
    @AddLifecycleHook(ModelRun.class)
    default void everyLifeGoesAsInTheModel(@ForAll(supplier = Lives.class) List<Step> life) {
        ModelRun.Both both = Store.<ModelRun.Both>get(ModelRun.STORE).get();
        Stage backend = both.backend();
        Stage model = both.model();
        List<String> story = new ArrayList<>();
        for (Step step : life) {
            String outcome = backend.take(step);
            if (!backend.declined(step, outcome)) {
                story.add(step + " -> " + outcome);
                assertEquals(model.take(step), outcome, () -> "what came of the last step of " + story);
            }
            assertEquals(model.view(), backend.view(), () -> "the domains after " + story);
        }
    }
}
