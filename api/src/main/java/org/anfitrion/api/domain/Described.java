package org.anfitrion.api.domain;

import java.util.Objects;

/**
 * A configuration as it was read: a domain's, a network's, a pool's: the neutral description, the native configuration that it came from, and the
 * revision by which a later change is noticed.
 *
 * @param <S> the neutral description: {@link DomainSpec} and its like
 * @param view which configuration it is
 * @param spec what of it every backend understands
 * @param nativeConfiguration all of it, in the backend's own language (libvirt XML, {@code ve.conf}, …), with its secrets
 *     where the connection may see them
 * @param revision a value that changes whenever the configuration does
 */
public record Described<S>(View view, S spec, String nativeConfiguration, String revision) {

    /**
     * Checks that nothing is missing.
     *
     * @param view which configuration it is
     * @param spec what of it every backend understands
     * @param nativeConfiguration all of it, in the backend's own language (libvirt XML, {@code ve.conf}, …), with its secrets where the connection may see them
     * @param revision a value that changes whenever the configuration does
     */
    public Described {
        Objects.requireNonNull(view, "view");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(nativeConfiguration, "nativeConfiguration");
        Objects.requireNonNull(revision, "revision");
    }

    /** Leaves the native configuration out: it may hold secrets. */
    @Override
    public String toString() {
        return "Described[" + view + ", " + spec + ", revision " + revision + "]";
    }
}
