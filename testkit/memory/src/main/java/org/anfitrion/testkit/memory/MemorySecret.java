package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.host.Feature;
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
        Call call = call(Operation.SECRET_SECRETS, session.model().name());
        return session.perform(call, kept()::rows);
    }

    @Override
    public Optional<SecretInfo> secret(SecretId id) {
        return session.perform(call(Operation.SECRET_SECRET, id), () -> kept().find(id));
    }

    @Override
    public Optional<SecretInfo> secret(SecretUsage usage) {
        Call call = call(Operation.SECRET_SECRET, "secret for " + usage);
        return session.perform(call, () -> kept().find(usage));
    }

    @Override
    public SecretInfo define(SecretSpec spec) {
        Call call = call(Operation.SECRET_DEFINE, "secret for " + spec.usage());
        return session.perform(call, () -> kept().define(spec, call));
    }

    @Override
    public void value(SecretId id, byte[] value) {
        Call call = call(Operation.SECRET_SET_VALUE, id);
        byte[] present = value.clone();
        session.perform(call, () -> {
            kept().value(id, present, call);
            return true;
        });
    }

    @Override
    public byte[] value(SecretId id) {
        Call call = call(Operation.SECRET_VALUE, id);
        return session.perform(call, () -> kept().value(id, call));
    }

    @Override
    public void remove(SecretId id) {
        Call call = call(Operation.SECRET_REMOVE, id);
        session.perform(call, () -> {
            kept().remove(id, call);
            return true;
        });
    }

    private static Call call(Operation operation, SecretId id) {
        return call(operation, "secret " + id);
    }

    private static Call call(Operation operation, String target) {
        return Call.on(operation, target).needing(Feature.SECRETS);
    }

    private Secrets kept() {
        return session.model().secrets();
    }
}
