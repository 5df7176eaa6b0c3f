package org.anfitrion.testkit.memory;

import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;

/** The migration facet of a session in memory. */
final class MemoryMigration implements MigrationFacet {

    private final MemorySession session;

    MemoryMigration(MemorySession session) {
        this.session = session;
    }

    @Override
    public DomainInfo migrate(
            DomainId id, Session target, HypervisorUri targetUri, MigrationSpec spec, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " migrate");
    }
}
