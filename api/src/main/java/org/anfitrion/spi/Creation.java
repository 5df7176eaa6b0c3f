package org.anfitrion.spi;

/** How a domain is made from a description. */
public enum Creation {
    /** Its configuration is kept; it is not started. */
    DEFINE,
    /** It is started; nothing of it is kept once it stops. */
    TRANSIENT,
    /** It is started; it is destroyed with the session, even if the process crashes. */
    EPHEMERAL
}
