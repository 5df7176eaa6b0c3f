package org.anfitrion.testkit.contract.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.broken.Wrapped;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Random lives find a driver that behaves otherwise, and only such a one. */
class ModelPropertiesTest {

    private static volatile Backend backend;

    /** The property on the backend at hand. */
    static class OnTheBackend implements ModelProperties {
        @Override
        public Backend backend() {
            return backend;
        }
    }

    @Test
    void aStartOfWhatRunsThatSucceedsIsFoundByAShortLife() {
        String message = failure(run(broken(300, sound -> new Wrapped.Domains(sound) {
            @Override
            public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                try {
                    return super.power(id, action, deadline);
                } catch (InvalidStateException e) {
                    return find(new DomainRef.ById(id), EnumSet.allOf(DomainField.class))
                            .filter(row -> action == PowerAction.START)
                            .orElseThrow(() -> e);
                }
            }
        })));
        assertTrue(message.contains("START"), message);
        assertTrue(message.contains("expected: <InvalidStateException>"), message);
    }

    @Test
    void aRemovalThatStopsIsFound() {
        String message = failure(run(broken(300, sound -> new Wrapped.Domains(sound) {
            @Override
            public void remove(DomainId id, Set<Leftover> alsoDelete) {
                try {
                    super.remove(id, alsoDelete);
                } catch (InvalidStateException e) {
                    power(id, PowerAction.DESTROY, Deadline.after(Stage.ENOUGH));
                }
            }
        })));
        assertTrue(message.contains("expected: <InvalidStateException> but was: <removed>"), message);
    }

    @Test
    void whatABackendCannotDoMakesNoDifference() {
        MemoryHypervisor host = MemoryHypervisor.builder()
                .without(Feature.SUSPEND, "not built in")
                .without(Feature.TRANSIENT, "not built in")
                .without(Feature.UPDATE_CONFIG, "not built in")
                .build();
        EngineExecutionResults results =
                run(Backend.of("less", host.driver(), "mem:").tries(50).build());
        assertEquals(1, results.testEvents().succeeded().count());
    }

    @Test
    void theNumberOfLivesIsTheBackends() {
        AtomicInteger lives = new AtomicInteger();
        EngineExecutionResults results = run(broken(3, sound -> new Wrapped.Domains(sound) {
            @Override
            public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
                if (wanted.equals(Set.of(DomainField.STATUS))) {
                    lives.incrementAndGet(); // only the sweep after a life asks for just that
                }
                return super.list(filter, wanted);
            }
        }));
        assertEquals(1, results.testEvents().succeeded().count());
        assertEquals(3, lives.get());
    }

    @Test
    void anUnobtainableBackendIsNeitherPassedNorFailed() {
        EngineExecutionResults results = run(Backend.unobtainable("nowhere", "no package has it"));
        assertEquals(0, results.testEvents().succeeded().count());
        assertEquals(0, results.testEvents().failed().count());
        assertEquals(1, results.testEvents().skipped().count());
    }

    private static Backend broken(int tries, UnaryOperator<DomainFacet> breaking) {
        MemoryHypervisor host = new MemoryHypervisor();
        Wrapped.Driver driver = new Wrapped.Driver(host.driver()) {
            @Override
            public Session open(HypervisorUri uri, OpenContext context) {
                return new Wrapped.OneSession(super.open(uri, context)) {
                    @Override
                    public DomainFacet wrap(DomainFacet facet) {
                        return breaking.apply(facet);
                    }
                };
            }
        };
        return Backend.of("broken", driver, "mem:").tries(tries).build();
    }

    private static EngineExecutionResults run(Backend next) {
        backend = next;
        return EngineTestKit.engine("jqwik")
                .configurationParameter("jqwik.database", "") // these failures are wanted: nothing to remember
                .selectors(selectClass(OnTheBackend.class))
                .execute();
    }

    private static String failure(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse("nothing"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was found"));
    }
}
