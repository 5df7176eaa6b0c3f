package org.anfitrion.testkit.contract.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/** Opens backend and model before a property, clears both after each try, and closes them in the end. */
final class ModelRun implements SkipExecutionHook, AroundPropertyHook, AroundTryHook {

    static final String STORE = ModelRun.class.getName();

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        Optional<String> reason = context instanceof PropertyLifecycleContext property
                ? ((ModelProperties) property.testInstance()).backend().unobtainable()
                : Optional.empty();
        return reason.map(SkipResult::skip).orElseGet(SkipResult::doNotSkip);
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Backend backend = ((ModelProperties) context.testInstance()).backend();
        context.attributes().setTries(backend.tries());
        try (Session session = backend.open(false);
                Session model = openModel()) {
            Both both = new Both(new Stage(session, backend::plain), new Stage(model, backend::plain));
            Store.create(STORE, Lifespan.PROPERTY, () -> both);
            return property.execute();
        }
    }

    private static Session openModel() {
        OpenContext context = new OpenContext(
                Deadline.after(Duration.ofSeconds(10)),
                false,
                Credentials.none(),
                GuestsOnClose.KEEP,
                DataSize.mebibytes(1));
        return new MemoryHypervisor().driver().open(HypervisorUri.parse("mem:"), context);
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
        TryExecutionResult result = aTry.execute(parameters);
        Both both = Store.<Both>get(STORE).get();
        List<String> left = new ArrayList<>(both.backend().clear());
        left.addAll(both.model().clear());
        if (!left.isEmpty() && result.status() == TryExecutionResult.Status.SATISFIED) {
            return TryExecutionResult.falsified(new AssertionError("not removed after a life: " + left));
        }
        return result;
    }

    /** The two stages of one property. */
    record Both(Stage backend, Stage model) {}
}
