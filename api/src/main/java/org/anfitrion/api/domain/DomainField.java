package org.anfitrion.api.domain;

/** Which facts about a domain are wanted, beside its identity: an answer costs only what was asked for. */
public enum DomainField {
    /** State and reason. */
    STATUS,
    /** CPUs and memory. */
    RESOURCES,
    /** Whether it is persistent, and whether it starts with its host. */
    PERSISTENCE
}
