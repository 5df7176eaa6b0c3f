package org.anfitrion.api;

import java.util.Objects;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.spi.SecretFacet;
import org.jspecify.annotations.Nullable;

/**
 * A secret that a host keeps. A handle: holds nothing, the value least of all.
 */
public final class Secret {

    private final FacetHandle<SecretFacet> facet;
    private final SecretId id;

    Secret(FacetHandle<SecretFacet> facet, SecretId id) {
        this.facet = facet;
        this.id = Objects.requireNonNull(id, "id");
    }

    /**
     * Returns the secret's identity.
     *
     * @return the driver's key
     */
    public SecretId id() {
        return id;
    }

    /**
     * Asks for all facts but the value.
     *
     * @return the facts, as they are now
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public SecretInfo info() {
        return facet.read("secret.info", Feature.SECRETS, secrets -> secrets.secret(id))
                .orElseThrow(() ->
                        new NotFoundException(Failure.to("look up", toString()).because("there is no such secret")));
    }

    /**
     * Sets the value.
     *
     * @param value the secret itself
     */
    public void set(byte[] value) {
        byte[] copy = value.clone();
        facet.run("secret.set", Feature.SECRETS, secrets -> secrets.value(id, copy));
    }

    /**
     * Reads the value.
     *
     * @return the secret itself
     * @throws org.anfitrion.api.error.AccessDeniedException if it is private
     * @throws org.anfitrion.api.error.NotFoundException if it has none
     */
    public byte[] reveal() {
        return facet.read("secret.reveal", Feature.SECRETS, secrets -> secrets.value(id));
    }

    /**
     * Removes it.
     *
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public void remove() {
        facet.run("secret.remove", Feature.SECRETS, secrets -> secrets.remove(id));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && facet.host().equals(that.facet.host()) && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(facet.host(), id);
    }

    @Override
    public String toString() {
        return "secret " + id;
    }
}
