package org.anfitrion.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.ReferenceArray;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.SecretXml;
import org.anfitrion.spi.SecretFacet;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.SecretPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.SizeTByReference;

/** libvirt's secrets; their identity is the UUID. Thread-safe. */
final class Secrets implements SecretFacet {

    private static final int NO_SECRET = 66;

    /** The kinds by which libvirt looks secrets up: {@code virSecretUsageType}. */
    private static final Map<Class<? extends SecretUsage>, Integer> KINDS = Map.of(
            SecretUsage.Volume.class, 1,
            SecretUsage.Ceph.class, 2,
            SecretUsage.Iscsi.class, 3,
            SecretUsage.Tls.class, 4,
            SecretUsage.Vtpm.class, 5);

    private final Calls calls;

    Secrets(Calls calls) {
        this.calls = calls;
    }

    private interface Body<T> {
        T on(WireConnection wire, SecretPointer secret);
    }

    private static Attempt attempt(String operation, SecretId id, boolean changes) {
        return new Attempt(operation, "secret " + id, changes);
    }

    /** Who there is takes one call; what each is for, one for each: libvirt has no other way. */
    @Override
    public List<SecretInfo> secrets() {
        Attempt attempt = new Attempt("list", "secrets", false);
        return calls.read(attempt, wire -> {
            List<SecretInfo> rows = new ArrayList<>();
            PointerByReference array = new PointerByReference();
            int count =
                    Inventory.check(wire, wire.library().virConnectListAllSecrets(wire.pointer(), array, 0), attempt);
            try (ReferenceArray<SecretPointer> all =
                    new ReferenceArray<>(array, count, Secrets::pointer, wire.library()::virSecretFree)) {
                for (SecretPointer secret : all.items()) {
                    row(wire, secret, attempt).ifPresent(rows::add);
                }
            }
            return rows;
        });
    }

    private static SecretPointer pointer(Pointer pointer) {
        SecretPointer secret = new SecretPointer();
        secret.setPointer(pointer);
        return secret;
    }

    /** Empty if it went away since it was found. */
    private static Optional<SecretInfo> row(WireConnection wire, SecretPointer secret, Attempt attempt) {
        CString xml = wire.library().virSecretGetXMLDesc(secret, 0);
        return xml == null ? unlessGone(wire, attempt) : Optional.of(SecretXml.read(xml.toString()));
    }

    private static <T> Optional<T> unlessGone(WireConnection wire, Attempt attempt) {
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.is(NO_SECRET)) {
            return Optional.empty();
        }
        throw wire.failed(attempt, error);
    }

    @Override
    public Optional<SecretInfo> secret(SecretId id) {
        Attempt attempt = attempt("look up", id, false);
        return calls.read(attempt, wire -> uuid(id).flatMap(uuid -> byUuid(wire, uuid, attempt)));
    }

    private static Optional<UUID> uuid(SecretId id) {
        try {
            return Optional.of(UUID.fromString(id.key()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // libvirt has none of that name
        }
    }

    private static Optional<SecretInfo> byUuid(WireConnection wire, UUID uuid, Attempt attempt) {
        return found(wire, wire.library().virSecretLookupByUUIDString(wire.pointer(), uuid.toString()), attempt);
    }

    private static Optional<SecretInfo> found(WireConnection wire, @Nullable SecretPointer found, Attempt attempt) {
        if (found == null) {
            return unlessGone(wire, attempt);
        }
        try (Reference<SecretPointer> secret = new Reference<>(found, wire.library()::virSecretFree)) {
            return row(wire, secret.pointer(), attempt);
        }
    }

    @Override
    public Optional<SecretInfo> secret(SecretUsage usage) {
        Attempt attempt = new Attempt("look up", "the secret of " + usage, false);
        return calls.read(attempt, wire -> byUsage(wire, usage, attempt));
    }

    private static Optional<SecretInfo> byUsage(WireConnection wire, SecretUsage usage, Attempt attempt) {
        Integer kind = KINDS.get(usage.getClass());
        return kind == null
                ? Optional.empty()
                : found(wire, wire.library().virSecretLookupByUsage(wire.pointer(), kind, name(usage)), attempt);
    }

    private static String name(SecretUsage usage) {
        if (usage instanceof SecretUsage.Volume volume) {
            return volume.path();
        } else if (usage instanceof SecretUsage.Ceph ceph) {
            return ceph.name();
        } else if (usage instanceof SecretUsage.Iscsi iscsi) {
            return iscsi.target();
        } else if (usage instanceof SecretUsage.Tls tls) {
            return tls.name();
        }
        return usage instanceof SecretUsage.Vtpm vtpm ? vtpm.name() : "";
    }

    @Override
    public SecretInfo define(SecretSpec spec) {
        Attempt attempt = new Attempt("define", "the secret of " + spec.usage(), true);
        calls.checkWritable(attempt);
        String xml = SecretXml.write(spec);
        return calls.change(attempt, wire -> {
            // libvirt replaces a secret that has the same UUID and usage.
            if (spec.uuid().flatMap(uuid -> byUuid(wire, uuid, attempt)).isPresent()) {
                throw new AlreadyExistsException(attempt.failure().because("there is a secret with this UUID already"));
            }
            byUsage(wire, spec.usage(), attempt).ifPresent(taken -> {
                throw new AlreadyExistsException(
                        attempt.failure().because("secret " + taken.id() + " is for that already"));
            });
            SecretPointer defined = wire.library().virSecretDefineXML(wire.pointer(), xml, 0);
            if (defined == null) {
                throw wire.failed(attempt);
            }
            return found(wire, defined, attempt)
                    .orElseThrow(
                            () -> new NotFoundException(attempt.failure().because("somebody removed it meanwhile")));
        });
    }

    @Override
    public void value(SecretId id, byte[] value) {
        Attempt attempt = attempt("set the value of", id, true);
        byte[] copy = value.clone();
        with(
                id,
                attempt,
                (wire, secret) -> Inventory.check(
                        wire, wire.library().virSecretSetValue(secret, copy, new SizeT(copy.length), 0), attempt));
    }

    @Override
    public byte[] value(SecretId id) {
        Attempt attempt = attempt("read the value of", id, false);
        return with(id, attempt, (wire, secret) -> {
            // Of a private one libvirt says no more than that something is wrong with it.
            if (row(wire, secret, attempt).filter(SecretInfo::isPrivate).isPresent()) {
                throw new AccessDeniedException(attempt.failure().because("it is private: nobody reads its value"));
            }
            SizeTByReference size = new SizeTByReference();
            Pointer value = wire.library().virSecretGetValue(secret, size, 0);
            if (value == null) {
                throw wire.failed(attempt);
            }
            long length = size.getValue();
            try {
                return value.getByteArray(0, Math.toIntExact(length));
            } finally {
                if (length > 0) {
                    value.clear(length);
                }
                Native.free(Pointer.nativeValue(value));
            }
        });
    }

    @Override
    public void remove(SecretId id) {
        Attempt attempt = attempt("remove", id, true);
        with(id, attempt, (wire, secret) -> Inventory.check(wire, wire.library().virSecretUndefine(secret), attempt));
    }

    private <T> T with(SecretId id, Attempt attempt, Body<T> body) {
        Calls.Body<T> call = wire -> {
            UUID uuid = uuid(id).orElseThrow(
                            () -> new NotFoundException(attempt.failure().because("there is no such secret")));
            SecretPointer found = wire.library().virSecretLookupByUUIDString(wire.pointer(), uuid.toString());
            if (found == null) {
                throw wire.failed(attempt);
            }
            try (Reference<SecretPointer> secret = new Reference<>(found, wire.library()::virSecretFree)) {
                return body.on(wire, secret.pointer());
            }
        };
        return attempt.changes() ? calls.change(attempt, call) : calls.read(attempt, call);
    }
}
