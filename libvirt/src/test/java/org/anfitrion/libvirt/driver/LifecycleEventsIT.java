package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on a host is told in order, to everybody who asked, until they do not ask any more. */
class LifecycleEventsIT {

    private static final class Queue implements EventSink {

        private final BlockingQueue<DomainLifecycleEvent> events = new LinkedBlockingQueue<>();

        @Override
        public void emit(HypervisorEvent event) {
            events.add((DomainLifecycleEvent) event);
        }

        @Override
        public void lost(OptionalLong count, String why) {
            throw new AssertionError("nothing was lost: " + why);
        }

        @Override
        public void broken(HypervisorException why) {
            throw new AssertionError("nothing broke", why);
        }

        List<DomainLifecycleEvent> next(int count) throws InterruptedException {
            List<DomainLifecycleEvent> taken = new ArrayList<>();
            while (taken.size() < count) {
                DomainLifecycleEvent event = events.poll(5, TimeUnit.SECONDS);
                assertNotNull(event, () -> "only " + taken);
                taken.add(event);
            }
            return taken;
        }
    }

    @Test
    void aLifeIsToldInOrderAndWithItsName(@TempDir Path folder) throws InterruptedException {
        try (Session session = TestHost.open(TestHost.inFolder(folder))) {
            EventFacet facet = session.facet(EventFacet.class).orElseThrow();
            Queue first = new Queue();
            Queue second = new Queue();
            Registration closed = facet.subscribe(second);
            facet.subscribe(first);

            DomainId id = session.domains()
                    .create(TestHost.domain("life"), Creation.DEFINE, Progress.unwatched())
                    .id();
            for (PowerAction action :
                    List.of(PowerAction.START, PowerAction.SUSPEND, PowerAction.RESUME, PowerAction.DESTROY)) {
                session.domains().power(id, action, TestHost.soon());
            }
            assertEquals(Change.DEFINED, second.next(1).get(0).change());
            List<DomainLifecycleEvent> life = first.next(5);
            closed.close();
            second.events.clear();
            session.domains().remove(id, Set.of());
            DomainLifecycleEvent last = first.next(1).get(0);

            assertEquals(
                    List.of(Change.DEFINED, Change.STARTED, Change.SUSPENDED, Change.RESUMED, Change.STOPPED),
                    life.stream().map(DomainLifecycleEvent::change).toList());
            assertEquals("destroyed", life.get(4).detail());
            assertEquals(Change.UNDEFINED, last.change());
            assertEquals(id, last.domain());
            assertEquals("life", last.name());
            assertNull(second.events.poll(), "a closed registration gets nothing more");
        }
    }
}
