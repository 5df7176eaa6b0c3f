package org.anfitrion.api.guest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that a program reads from its standard input. Immutable; not shown, since it may be a secret. */
public final class ExecInput {

    private final byte[] bytes;

    /**
     * Keeps a copy of the bytes.
     *
     * @param bytes what the program reads
     */
    public ExecInput(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /**
     * Returns the bytes.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExecInput that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
