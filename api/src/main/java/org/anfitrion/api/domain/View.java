package org.anfitrion.api.domain;

/** Which of a domain's two configurations is meant. They are never mixed. */
public enum View {
    /** What the next start uses. A transient domain has none. */
    CONFIG,
    /** What runs now. A domain that is shut off has none. */
    LIVE
}
