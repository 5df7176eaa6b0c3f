package org.anfitrion.api.domain;

import java.util.Objects;

/**
 * A text console of a domain, reachable through {@code Domain.console()}.
 *
 * @param type how the guest sees it
 */
public record ConsoleSpec(Type type) {

    /**
     * Checks that nothing is missing.
     *
     * @param type how the guest sees it
     */
    public ConsoleSpec {
        Objects.requireNonNull(type, "type");
    }

    /**
     * Describes a serial port: {@code ttyS0} for Linux on a PC. Works from the first instruction of the firmware.
     *
     * @return the description
     */
    public static ConsoleSpec serial() {
        return new ConsoleSpec(Type.SERIAL);
    }

    /**
     * Describes a console that only the guest's kernel drives: {@code hvc0} of virtio and Xen, a container's console.
     *
     * @return the description
     */
    public static ConsoleSpec paravirtual() {
        return new ConsoleSpec(Type.PARAVIRTUAL);
    }

    /** How a guest sees a console. */
    public enum Type {
        /** A serial port (UART). */
        SERIAL,
        /** The console of virtio or Xen, or of a container. */
        PARAVIRTUAL,
        /** Something that only the native configuration can express; cannot be asked for. */
        NATIVE
    }
}
