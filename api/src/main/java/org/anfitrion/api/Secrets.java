package org.anfitrion.api;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.spi.SecretFacet;

/**
 * The secrets that a host keeps for its domains and volumes.
 */
public final class Secrets {

    private final FacetHandle<SecretFacet> facet;

    Secrets(Hypervisor host) {
        this.facet = new FacetHandle<>(host, SecretFacet.class);
    }

    /**
     * Lists all secrets, without their values.
     *
     * @return the rows, in no particular order
     */
    public List<SecretInfo> list() {
        return facet.read("secrets.list", Feature.SECRETS, SecretFacet::secrets);
    }

    /**
     * Looks a secret up by what it is for.
     *
     * @param usage what it is for
     * @return its handle, if it is there
     */
    public Optional<Secret> find(SecretUsage usage) {
        return facet.read("secrets.find", Feature.SECRETS, secrets -> secrets.secret(usage))
                .map(row -> handle(row.id()));
    }

    /**
     * Makes a secret known. It has no value yet.
     *
     * @param spec what it should be
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if its UUID or its use is taken; the other one is as it
     * was
     */
    public Secret define(SecretSpec spec) {
        return handle(facet.change("secrets.define", Feature.SECRETS, secrets -> secrets.define(spec))
                .id());
    }

    /**
     * Returns the handle of a secret whose identity is known. Asks nothing.
     *
     * @param id the identity, from a row
     * @return its handle
     */
    public Secret handle(SecretId id) {
        return new Secret(facet, id);
    }
}
