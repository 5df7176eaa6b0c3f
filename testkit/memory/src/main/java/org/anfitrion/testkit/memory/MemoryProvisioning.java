package org.anfitrion.testkit.memory;

import java.util.List;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;

/** The provisioning facet of a session in memory. */
final class MemoryProvisioning implements ProvisioningFacet {

    private final MemorySession session;

    MemoryProvisioning(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<TemplateInfo> templates() {
        throw new UnsupportedOperationException(session.hostId() + " templates");
    }

    @Override
    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " copy");
    }

    @Override
    public DomainInfo rename(DomainId id, String name) {
        throw new UnsupportedOperationException(session.hostId() + " rename");
    }

    @Override
    public void export(DomainId id, String file, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " export");
    }

    @Override
    public DomainInfo importFrom(String file, String name, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " importFrom");
    }
}
