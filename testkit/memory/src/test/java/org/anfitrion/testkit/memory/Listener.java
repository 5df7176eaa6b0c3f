package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.OptionalLong;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.EventSink;

/** Puts every event into a list. */
record Listener(List<HypervisorEvent> heard) implements EventSink {

    @Override
    public void emit(HypervisorEvent event) {
        heard.add(event);
    }

    @Override
    public void lost(OptionalLong count, String why) {
        throw new AssertionError("lost: " + why);
    }

    @Override
    public void broken(HypervisorException why) {
        throw new AssertionError("broken", why);
    }
}
