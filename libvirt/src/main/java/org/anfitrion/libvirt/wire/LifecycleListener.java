package org.anfitrion.libvirt.wire;

import java.util.UUID;

/** Hears of domains' lifecycle events. Called on the event thread: must not wait and must not call libvirt. */
@FunctionalInterface
public interface LifecycleListener {

    /**
     * Takes an event.
     *
     * @param domain whose
     * @param name the domain's name
     * @param event a {@code virDomainEventType}
     * @param detail the event's own reason
     */
    void happened(UUID domain, String name, int event, int detail);
}
