package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.EventSink;

/** Writes down what it is told. */
final class RecordingSink implements EventSink {

    final List<DomainLifecycleEvent> events = new CopyOnWriteArrayList<>();
    /** All events, those of other kinds too. */
    final List<HypervisorEvent> all = new CopyOnWriteArrayList<>();

    final List<String> others = new CopyOnWriteArrayList<>();

    @Override
    public void emit(HypervisorEvent event) {
        all.add(event);
        if (event instanceof DomainLifecycleEvent change) {
            events.add(change);
        }
    }

    @Override
    public void lost(OptionalLong count, String why) {
        others.add("lost " + count.orElse(-1) + ": " + why);
    }

    @Override
    public void broken(HypervisorException why) {
        others.add("broken: " + why.failure().reason());
    }

    List<Change> changes() {
        return events.stream().map(DomainLifecycleEvent::change).toList();
    }
}
