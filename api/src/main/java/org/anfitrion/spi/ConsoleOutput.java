package org.anfitrion.spi;

/**
 * A piece of what a guest wrote to a console.
 *
 * @param position the place of the first byte; greater than what was asked for if older bytes were dropped
 * @param bytes the bytes; empty at the end of a run, or if the deadline passed
 * @param ended whether the domain does not run and nothing follows
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record ConsoleOutput(long position, byte[] bytes, boolean ended) {

    /**
     * Returns the place of the byte that follows.
     *
     * @return where to read on
     */
    public long next() {
        return position + bytes.length;
    }
}
