package org.anfitrion.spi;

import java.util.OptionalLong;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.HypervisorEvent;

/** Where a driver puts events. No method blocks or throws: a driver may call from a native callback. Thread-safe. */
public interface EventSink {

    /**
     * Hands an event over.
     *
     * @param event what happened
     */
    void emit(HypervisorEvent event);

    /**
     * Says that events are missing.
     *
     * @param count how many, if known
     * @param why the reason, in plain words
     */
    void lost(OptionalLong count, String why);

    /**
     * Says that no more events will come.
     *
     * @param why what broke
     */
    void broken(HypervisorException why);
}
