package org.anfitrion.spi.support;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.EventSink;

/** A sink that remembers what it was told. Thread-safe. */
final class HeardEvents implements EventSink {

    private final Consumer<HypervisorEvent> also;
    private final List<DomainLifecycleEvent> events = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    HeardEvents() {
        this(event -> {});
    }

    HeardEvents(Consumer<HypervisorEvent> also) {
        this.also = also;
    }

    @Override
    public void emit(HypervisorEvent event) {
        synchronized (this) {
            events.add((DomainLifecycleEvent) event);
            notifyAll();
        }
        also.accept(event);
    }

    @Override
    public synchronized void lost(OptionalLong count, String why) {
        lost.add(why);
    }

    @Override
    public synchronized void broken(HypervisorException why) {
        broken.add(why.getMessage());
    }

    synchronized void waitFor(int count) throws InterruptedException {
        while (events.size() < count) {
            wait();
        }
    }

    synchronized List<Change> changes() {
        return events.stream().map(DomainLifecycleEvent::change).toList();
    }

    synchronized List<Change> changes(String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(DomainLifecycleEvent::change)
                .toList();
    }

    synchronized List<DomainLifecycleEvent> all() {
        return List.copyOf(events);
    }

    synchronized List<String> details() {
        return events.stream().map(DomainLifecycleEvent::detail).toList();
    }

    synchronized List<String> lost() {
        return List.copyOf(lost);
    }

    synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    synchronized void clear() {
        events.clear();
    }
}
