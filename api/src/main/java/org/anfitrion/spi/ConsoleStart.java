package org.anfitrion.spi;

/** From where on a console is read. */
public enum ConsoleStart {
    /** From the first byte of the domain's present or last run that the session knows of. */
    START_OF_RUN,
    /** From the byte that comes next. */
    NOW
}
