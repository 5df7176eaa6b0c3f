package org.anfitrion.libvirt.wire;

import org.anfitrion.api.error.Failure;

/**
 * What is being attempted, for the message of its failure.
 *
 * @param operation an infinitive: {@code start}
 * @param target what it is attempted on: {@code domain 'web'}
 * @param changes whether it changes something, so that its outcome is unknown if the wire breaks
 */
public record Attempt(String operation, String target, boolean changes) {

    /**
     * Names the target better, once more is known.
     *
     * @param better the target
     * @return a copy with it
     */
    public Attempt on(String better) {
        return new Attempt(operation, better, changes);
    }

    /**
     * Begins the account of its failure.
     *
     * @return the failure, without a reason
     */
    public Failure failure() {
        return Failure.to(operation, target);
    }
}
