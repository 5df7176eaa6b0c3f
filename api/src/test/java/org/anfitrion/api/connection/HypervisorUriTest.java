package org.anfitrion.api.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervisorUriTest {

    @Test
    void everyPartOfTheDrawnUriIsFound() {
        HypervisorUri uri =
                HypervisorUri.parse("qemu+ssh://admin@host.example:2222/system?keyfile=%2Fhome%2Fa+b%20c&no_verify=1");
        assertEquals("qemu", uri.scheme());
        assertEquals(Optional.of("ssh"), uri.transport());
        assertEquals(Optional.of("admin"), uri.user());
        assertEquals(Optional.of("host.example"), uri.host());
        assertEquals(OptionalInt.of(2222), uri.port());
        assertEquals("/system", uri.path());
        assertEquals(Optional.of("/home/a+b c"), uri.parameter("keyfile"));
        assertEquals(Optional.of("1"), uri.parameter("no_verify"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem:", "kvm:", "mem:///", "MEM:"})
    void onlyTheSchemeIsNeeded(String text) {
        HypervisorUri uri = HypervisorUri.parse(text);
        assertEquals(text.substring(0, 3).toLowerCase(java.util.Locale.ROOT), uri.scheme());
        assertEquals(Optional.empty(), uri.host());
    }

    @Test
    void anIpv6HostIsAHost() {
        assertEquals(
                Optional.of("[::1]"),
                HypervisorUri.parse("qemu+tcp://[::1]:16509/system").host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "qemu",
                ":///system",
                "1qemu:///",
                "qemu+:///",
                "qemu:///a b",
                "qemu://ho st/",
                "qemu:///%zz",
                "qemu:///s?a=1&a=2",
                "qemu:///s#x",
                "qemu://host:port/",
                "qe mu:///",
                "qemu:///a\nb"
            })
    void aMalformedUriIsRefused(String text) {
        assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse(text));
    }

    @Test
    void aPasswordIsRefusedAndNotRepeated() {
        InvalidSpecException e =
                assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse("esx://root:s3cret@host/"));
        assertFalse(e.getMessage().contains("s3cret"));
        InvalidSpecException malformed =
                assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse("esx://root:s3cret@ho st/"));
        assertFalse(malformed.getMessage().contains("s3cret"));
    }
}
