package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.event.SecretEvent;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.jspecify.annotations.Nullable;

/** The secrets that a host keeps. Used under the host's lock only. */
final class Secrets {

    private final HostModel model;
    private final Map<SecretId, Secret> byId = new LinkedHashMap<>();
    private final Map<SecretUsage, Secret> byUsage = new LinkedHashMap<>();

    Secrets(HostModel model) {
        this.model = model;
    }

    private static final class Secret {

        final SecretInfo info;
        byte @Nullable [] value;

        Secret(SecretInfo info) {
            this.info = info;
        }
    }

    List<SecretInfo> rows() {
        return byId.values().stream().map(secret -> secret.info).toList();
    }

    Optional<SecretInfo> find(SecretId id) {
        return Optional.ofNullable(byId.get(id)).map(secret -> secret.info);
    }

    Optional<SecretInfo> find(SecretUsage usage) {
        return Optional.ofNullable(byUsage.get(usage)).map(secret -> secret.info);
    }

    SecretInfo define(SecretSpec spec, Call call) {
        SecretId id = new SecretId(
                spec.uuid().orElseGet(() -> model.completion().uuid()).toString());
        if (byId.containsKey(id)) {
            throw new AlreadyExistsException(call.failure("a secret with the UUID " + id + " exists"));
        }
        if (byUsage.containsKey(spec.usage())) {
            throw new AlreadyExistsException(call.failure("a secret for that use exists"));
        }
        Secret secret =
                new Secret(new SecretInfo(id, spec.usage(), spec.description(), spec.ephemeral(), spec.isPrivate()));
        byId.put(id, secret);
        if (!(spec.usage() instanceof SecretUsage.None)) {
            byUsage.put(spec.usage(), secret);
        }
        announce(id, SecretEvent.Change.DEFINED);
        return secret.info;
    }

    void value(SecretId id, byte[] value, Call call) {
        require(id, call).value = value.clone();
        announce(id, SecretEvent.Change.VALUE_CHANGED);
    }

    byte[] value(SecretId id, Call call) {
        Secret secret = require(id, call);
        if (secret.info.isPrivate()) {
            throw new AccessDeniedException(call.failure("it is private"));
        }
        byte @Nullable [] value = secret.value;
        if (value == null) {
            throw new NotFoundException(call.failure("it has no value"));
        }
        return value.clone();
    }

    void remove(SecretId id, Call call) {
        forget(require(id, call));
    }

    private void forget(Secret secret) {
        byId.remove(secret.info.id());
        byUsage.remove(secret.info.usage(), secret);
        announce(secret.info.id(), SecretEvent.Change.UNDEFINED);
    }

    private Secret require(SecretId id, Call call) {
        Secret secret = byId.get(id);
        if (secret == null) {
            throw new NotFoundException(call.failure("there is no such secret"));
        }
        return secret;
    }

    /** Does what happens when the host restarts: what was in memory only is gone. */
    void restart() {
        List.copyOf(byId.values()).stream()
                .filter(secret -> secret.info.ephemeral())
                .forEach(this::forget);
    }

    private void announce(SecretId id, SecretEvent.Change change) {
        model.announcements()
                .announce(new SecretEvent(id, change, model.announcements().now()));
    }
}
