package org.anfitrion.testkit.memory;

import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;

/** What happens on a host in memory. */
final class MemoryEvents implements EventFacet {

    private final MemorySession session;

    MemoryEvents(MemorySession session) {
        this.session = session;
    }

    @Override
    public Registration subscribe(EventSink sink) {
        HostModel model = session.model();
        Call call = Call.on(Operation.SUBSCRIBE, model.name()).needing(Feature.EVENTS);
        return session.perform(call, () -> model.announcements().subscribe(sink, session));
    }
}
