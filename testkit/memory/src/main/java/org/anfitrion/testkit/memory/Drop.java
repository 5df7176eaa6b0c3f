package org.anfitrion.testkit.memory;

/** When an injected loss of the connection happens. A caller cannot tell the two apart but by looking. */
public enum Drop {
    /** Before the request was sent: nothing has changed, and the exception says so. */
    BEFORE,
    /** After the request took effect, before its answer: the exception says that the outcome of a change is unknown. */
    AFTER
}
