package org.anfitrion.libvirt.xml;

import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.libvirt.xml.secret.SecretElement;
import org.anfitrion.libvirt.xml.secret.SecretPurpose;
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
        SecretElement secret = new SecretElement()
                .setEphemeral(spec.ephemeral())
                .setPrivate(spec.isPrivate())
                .setUuid(spec.uuid().orElse(null))
                .setDescription(spec.description().orElse(null))
                .setUsage(usage(spec.usage()));
        return OwnXml.print(secret);
    }

    private static @Nullable SecretPurpose usage(SecretUsage usage) {
        if (usage instanceof SecretUsage.Volume volume) {
            return new SecretPurpose().setType(SecretPurpose.Type.VOLUME).setVolume(volume.path());
        }
        if (usage instanceof SecretUsage.Ceph ceph) {
            return new SecretPurpose().setType(SecretPurpose.Type.CEPH).setName(ceph.name());
        }
        if (usage instanceof SecretUsage.Iscsi iscsi) {
            return new SecretPurpose().setType(SecretPurpose.Type.ISCSI).setTarget(iscsi.target());
        }
        if (usage instanceof SecretUsage.Tls tls) {
            return new SecretPurpose().setType(SecretPurpose.Type.TLS).setName(tls.name());
        }
        if (usage instanceof SecretUsage.Vtpm vtpm) {
            return new SecretPurpose().setType(SecretPurpose.Type.VTPM).setName(vtpm.name());
        }
        if (usage instanceof SecretUsage.None) {
            return null;
        }
        throw new UnsupportedCapabilityException(Failure.to("define", "a secret")
                .because("only a native configuration can say what it is for: " + usage));
    }

    /**
     * Reads a secret.
     *
     * @param xml its XML
     * @return its row
     */
    public static SecretInfo read(String xml) {
        SecretElement secret = LibvirtXml.parse(SecretElement::new, WHAT, xml);
        return new SecretInfo(
                new SecretId(secret.uuid().map(UUID::toString).orElse("")),
                secret.usage().map(SecretXml::usage).orElseGet(SecretUsage.None::new),
                secret.description(),
                secret.ephemeral().orElse(false),
                secret.privateValue().orElse(false));
    }

    private static SecretUsage usage(SecretPurpose usage) {
        String type = usage.type().map(SecretPurpose.Type::text).orElse("none");
        Optional<SecretUsage> known =
                switch (type) {
                    case "volume" -> Tolerant.value(usage.volume(), SecretUsage.Volume::new);
                    case "ceph" -> Tolerant.value(usage.name(), SecretUsage.Ceph::new);
                    case "iscsi" -> Tolerant.value(usage.target(), SecretUsage.Iscsi::new);
                    case "tls" -> Tolerant.value(usage.name(), SecretUsage.Tls::new);
                    case "vtpm" -> Tolerant.value(usage.name(), SecretUsage.Vtpm::new);
                    case "none" -> Optional.of(new SecretUsage.None());
                    default -> Optional.empty();
                };
        return known.orElse(new SecretUsage.Native(type));
    }
}
