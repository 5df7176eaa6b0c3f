package org.anfitrion.api.event;

/** Something that a connection tells its subscribers. */
public sealed interface HypervisorEvent
        permits DomainEvent, NetworkEvent, PoolEvent, SecretEvent, NodeDeviceEvent, EventsLost, Resynchronize {}
