package org.anfitrion.api.event;

/** Something that happened on a host, or to the stream that tells of it. */
public sealed interface HypervisorEvent permits DomainLifecycleEvent, EventsLost, Resynchronize {}
