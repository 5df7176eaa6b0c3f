package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;

/** A copy of a configuration is another domain's, and says all else that the original says. */
class DomainCopyTest {

    private static final String ORIGINAL = """
            <domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>web</name>
              <uuid>c7a5fdbd-cdaf-9455-926a-d65c16db1809</uuid>
              <genid>43dc0cf8-809b-4adb-9bea-a9abb5f3d90e</genid>
              <memory unit='KiB'>131072</memory>
              <os>
                <type arch='x86_64' machine='q35'>hvm</type>
                <loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE.fd</loader>
                <nvram template='/usr/share/OVMF/OVMF_VARS.fd'>/var/lib/libvirt/qemu/nvram/web_VARS.fd</nvram>
              </os>
              <devices>
                <interface type='user'>
                  <mac address='52:54:00:11:22:33'/>
                  <model type='virtio'/>
                </interface>
                <novel-device name='kept'/>
              </devices>
              <qemu:commandline><qemu:arg value='-S'/></qemu:commandline>
            </domain>
            """;

    @Test
    void whatNoTwoDomainsMayShareIsLeftOpen() {
        String copy = DomainCopy.named(ORIGINAL, "wëb 2");

        assertTrue(copy.contains("<name>wëb 2</name>"), copy);
        assertFalse(copy.contains("<uuid>"), copy);
        assertFalse(copy.contains("52:54:00"), copy);
        assertFalse(copy.contains("nvram"), copy);
        Matcher generation = Pattern.compile("<genid>(.*)</genid>").matcher(copy);
        assertTrue(generation.find(), copy);
        assertEquals(generation.group(1), UUID.fromString(generation.group(1)).toString());
        assertFalse(ORIGINAL.contains(generation.group(1)), "another generation");
    }

    @Test
    void theRestIsKept() {
        String copy = DomainCopy.named(ORIGINAL, "web2");

        assertTrue(
                copy.contains("<novel-device name='kept'/>") || copy.contains("<novel-device name=\"kept\"/>"), copy);
        assertTrue(copy.contains("OVMF_CODE.fd"), copy);
        assertTrue(copy.contains("qemu:arg"), copy);
        assertTrue(copy.contains("virtio"), copy);
    }

    @Test
    void aNameThatCannotBeIsRefused() {
        assertThrows(InvalidSpecException.class, () -> DomainCopy.named(ORIGINAL, "a/b"));
        assertThrows(InvalidSpecException.class, () -> DomainCopy.named("<network/>", "web2"));
    }
}
