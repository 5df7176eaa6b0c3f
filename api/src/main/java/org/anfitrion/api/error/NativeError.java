package org.anfitrion.api.error;

import java.util.Objects;

/**
 * What the backend itself said, in its own words and with its own code.
 *
 * @param source who reported it, as the backend names the part: {@code libvirt/qemu}, {@code VBoxManage}, {@code vzctl}
 * @param code the backend's number for the error; its meaning is the backend's
 * @param message the backend's message, unaltered
 */
public record NativeError(String source, int code, String message) {

    /**
     * Checks that nothing is missing.
     *
     * @param source who reported it, as the backend names the part: {@code libvirt/qemu}, {@code VBoxManage}, {@code vzctl}
     * @param code the backend's number for the error; its meaning is the backend's
     * @param message the backend's message, unaltered
     */
    public NativeError {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return source + " error " + code + ": " + message;
    }
}
