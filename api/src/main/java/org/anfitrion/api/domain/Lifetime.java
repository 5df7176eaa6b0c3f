package org.anfitrion.api.domain;

/** How long a domain that is started from a description lives. */
public enum Lifetime {
    /** Until it stops; nothing of its configuration stays. */
    TRANSIENT,
    /** Until it stops or the connection that started it ends, whatever is first, even if the program crashes. */
    EPHEMERAL
}
