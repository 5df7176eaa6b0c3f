package org.anfitrion.api.domain;

/** Where a change is to take effect. */
public enum Scope {
    /** In the configuration: from the next start on. */
    CONFIG,
    /** In the running domain: until it stops. */
    LIVE
}
