package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.spi.SecretFacet;

/** The secret facet of a session in memory. */
final class MemorySecret implements SecretFacet {

    private final MemorySession session;

    MemorySecret(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<SecretInfo> secrets() {
        throw new UnsupportedOperationException(session.hostId() + " secrets");
    }

    @Override
    public Optional<SecretInfo> secret(SecretId id) {
        throw new UnsupportedOperationException(session.hostId() + " secret");
    }

    @Override
    public Optional<SecretInfo> secret(SecretUsage usage) {
        throw new UnsupportedOperationException(session.hostId() + " secret");
    }

    @Override
    public SecretInfo define(SecretSpec spec) {
        throw new UnsupportedOperationException(session.hostId() + " define");
    }

    @Override
    public void value(SecretId id, byte[] value) {
        throw new UnsupportedOperationException(session.hostId() + " value");
    }

    @Override
    public void remove(SecretId id) {
        throw new UnsupportedOperationException(session.hostId() + " remove");
    }

    @Override
    public byte[] value(SecretId id) {
        throw new UnsupportedOperationException(session.hostId() + " value");
    }
}
