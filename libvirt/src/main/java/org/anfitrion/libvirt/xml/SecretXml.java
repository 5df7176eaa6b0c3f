package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.libvirt.xml.secret.SecretElement;
import org.anfitrion.libvirt.xml.secret.SecretUsageElement;
import org.jspecify.annotations.Nullable;

/** Secrets in libvirt's words. Source: "Secret XML format". Stateless and thread-safe. */
public final class SecretXml {

    private static final String WHAT = "secret XML";

    private SecretXml() {}

    /**
     * Writes a new secret.
     *
     * @param spec what it should be
     * @return its XML
     * @throws UnsupportedCapabilityException if only a native configuration can say it
     */
    public static String write(SecretSpec spec) {
        SecretElement secret = new SecretElement();
        secret.ephemeral = spec.ephemeral() ? "yes" : "no";
        secret.isPrivate = spec.isPrivate() ? "yes" : "no";
        secret.uuid = spec.uuid().map(UUID::toString).orElse(null);
        secret.description = spec.description().orElse(null);
        secret.usage = usage(spec.usage());
        return BoundDocument.printNew(secret);
    }

    private static @Nullable SecretUsageElement usage(SecretUsage usage) {
        SecretUsageElement element = new SecretUsageElement();
        if (usage instanceof SecretUsage.Volume volume) {
            element.type = "volume";
            element.volume = volume.path();
        } else if (usage instanceof SecretUsage.Ceph ceph) {
            element.type = "ceph";
            element.name = ceph.name();
        } else if (usage instanceof SecretUsage.Iscsi iscsi) {
            element.type = "iscsi";
            element.target = iscsi.target();
        } else if (usage instanceof SecretUsage.Tls tls) {
            element.type = "tls";
            element.name = tls.name();
        } else if (usage instanceof SecretUsage.Vtpm vtpm) {
            element.type = "vtpm";
            element.name = vtpm.name();
        } else if (usage instanceof SecretUsage.None) {
            return null;
        } else {
            throw new UnsupportedCapabilityException(Failure.to("define", "a secret")
                    .because("only a native configuration can say what it is for: " + usage));
        }
        return element;
    }

    /**
     * Reads a secret.
     *
     * @param xml its XML
     * @return its row
     */
    public static SecretInfo read(String xml) {
        SecretElement secret = BoundDocument.read(SecretElement.class, WHAT, xml);
        return new SecretInfo(
                new SecretId(Objects.requireNonNullElse(secret.uuid, "")),
                usage(secret.usage),
                Optional.ofNullable(secret.description),
                "yes".equals(secret.ephemeral),
                "yes".equals(secret.isPrivate));
    }

    private static SecretUsage usage(@Nullable SecretUsageElement usage) {
        if (usage == null) {
            return new SecretUsage.None();
        }
        String type = Objects.requireNonNullElse(usage.type, "none");
        Optional<SecretUsage> known =
                switch (type) {
                    case "volume" -> Tolerant.value(usage.volume, SecretUsage.Volume::new);
                    case "ceph" -> Tolerant.value(usage.name, SecretUsage.Ceph::new);
                    case "iscsi" -> Tolerant.value(usage.target, SecretUsage.Iscsi::new);
                    case "tls" -> Tolerant.value(usage.name, SecretUsage.Tls::new);
                    case "vtpm" -> Tolerant.value(usage.name, SecretUsage.Vtpm::new);
                    case "none" -> Optional.of(new SecretUsage.None());
                    default -> Optional.empty();
                };
        return known.orElse(new SecretUsage.Native(type));
    }
}
