package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretXmlTest {

    private static final UUID IDENTITY = UUID.fromString("6a1d6e3a-3c1c-4b9a-9d0c-52a1b4b8f001");

    static List<SecretUsage> usages() {
        return List.of(
                new SecretUsage.Volume("/var/lib/<&'\"> images/a.luks"),
                new SecretUsage.Ceph("client.<admin>"),
                new SecretUsage.Iscsi("iqn.2026-11.example:target"),
                new SecretUsage.Tls("a & b"),
                new SecretUsage.Vtpm("tpm"),
                new SecretUsage.None());
    }

    @ParameterizedTest
    @MethodSource("usages")
    void whatIsWrittenIsReadAgain(SecretUsage usage) {
        SecretSpec spec = new SecretSpec(Optional.of(IDENTITY), usage, Optional.of("for <me> & you"), true, true);

        assertEquals(
                new SecretInfo(new SecretId(IDENTITY.toString()), usage, Optional.of("for <me> & you"), true, true),
                SecretXml.read(SecretXml.write(spec)));
    }

    @Test
    void whatLibvirtSaysOfASecretIsUnderstood() {
        // virsh secret-dumpxml, libvirt 9.0
        SecretInfo read = SecretXml.read("""
                <secret ephemeral='no' private='yes'>
                  <uuid>6a1d6e3a-3c1c-4b9a-9d0c-52a1b4b8f001</uuid>
                  <usage type='ceph'>
                    <name>client.admin</name>
                  </usage>
                </secret>
                """);

        assertEquals(new SecretUsage.Ceph("client.admin"), read.usage());
        assertEquals(Optional.empty(), read.description());
        assertTrue(read.isPrivate() && !read.ephemeral());
    }

    @Test
    void aUseThatNobodyHereKnowsIsCalledByItsName() {
        SecretInfo read = SecretXml.read("<secret><uuid/><usage type='moon'><phase>full</phase></usage></secret>");

        assertEquals(new SecretUsage.Native("moon"), read.usage());
    }

    @Test
    void anotherDocumentIsRefused() {
        assertThrows(InvalidSpecException.class, () -> SecretXml.read("<network><name>x</name></network>"));
    }
}
