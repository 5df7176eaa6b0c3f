package org.anfitrion.spi;

import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.migration.MigrationSpec;

/**
 * Domains that move to another host.
 *
 * <ul>
 *   <li><b>MIG-1</b> A migrated domain runs on the target with the name, UUID and description that it had, and does
 *       not run on the source. Whether its configuration stays on either is as asked. <i>It is the same guest.</i>
 *   <li><b>MIG-2</b> A migration that fails or is cancelled leaves the domain running on the source, and nothing on
 *       the target. <i>Trying must not cost the guest.</i>
 *   <li><b>MIG-3</b> A name or UUID that is taken on the target by another domain is AlreadyExistsException, before
 *       anything moves. <i>The other domain is somebody's.</i>
 *   <li><b>MIG-4</b> A domain that does not run is InvalidStateException. A target of another driver is
 *       InvalidSpecException. <i>There is nothing that could move.</i>
 * </ul>
 */
public interface MigrationFacet extends Facet {

    /**
     * Moves a running domain.
     *
     * @param id which domain
     * @param target a session of the same driver to the target
     * @param targetUri how the target is reached from here
     * @param spec how it moves
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row on the target, with all fields
     */
    DomainInfo migrate(DomainId id, Session target, HypervisorUri targetUri, MigrationSpec spec, Progress progress);
}
