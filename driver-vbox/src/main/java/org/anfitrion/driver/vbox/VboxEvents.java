package org.anfitrion.driver.vbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.driver.vbox.network.NetworkList;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.support.PollingEvents;

/**
 * What happens to machines and networks. VBoxManage tells no events, so both are looked at every second, while somebody listens,
 * and after each operation of the session. Thread-safe.
 */
final class VboxEvents implements EventFacet, AutoCloseable {

    static final String POLLED = "VBoxManage tells no events: the driver looks every second";

    private final Inventory inventory;
    private final NetworkList networks;
    private final PollingEvents looks = new PollingEvents(this::look);
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** As it was at the last look; looks come one after the other. */
    private Map<String, Boolean> last = Map.of();

    VboxEvents(Inventory inventory, NetworkList networks) {
        this.inventory = inventory;
        this.networks = networks;
    }

    @Override
    public Registration subscribe(EventSink sink) {
        Registration ofDomains = looks.subscribe(sink);
        Listener listener = new Listener(sink, ofDomains);
        listeners.add(listener);
        return listener;
    }

    /** Looks now, and tells; to be called after each operation that may have changed something. */
    void lookNow() {
        looks.lookNow();
    }

    private List<DomainInfo> look() {
        List<DomainInfo> rows = inventory.list(DomainFilter.all(), PollingEvents.FIELDS);
        Map<String, Boolean> now = networks.states();
        Map<String, Boolean> before = last;
        last = now;
        before.forEach((name, wasUp) -> {
            if (!now.containsKey(name)) {
                if (wasUp) {
                    tell(name, NetworkEvent.Change.STOPPED);
                }
                tell(name, NetworkEvent.Change.UNDEFINED);
            }
        });
        now.forEach((name, isUp) -> {
            if (!before.containsKey(name)) {
                tell(name, NetworkEvent.Change.DEFINED);
            }
            if (!isUp.equals(before.getOrDefault(name, false))) {
                tell(name, isUp ? NetworkEvent.Change.STARTED : NetworkEvent.Change.STOPPED);
            }
        });
        return rows;
    }

    private void tell(String network, NetworkEvent.Change change) {
        NetworkEvent event = new NetworkEvent(network, change, Instant.now());
        listeners.forEach(listener -> listener.sink().emit(event));
    }

    @Override
    public void close() {
        listeners.clear();
        looks.close();
    }

    /** A class and not a record: two registrations of one sink are two. */
    private final class Listener implements Registration {

        private final EventSink sink;
        private final Registration ofDomains;

        Listener(EventSink sink, Registration ofDomains) {
            this.sink = sink;
            this.ofDomains = ofDomains;
        }

        EventSink sink() {
            return sink;
        }

        @Override
        public void close() {
            listeners.remove(this);
            ofDomains.close();
        }
    }
}
