package org.anfitrion.api.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "qemu:///s?%zz=1",
                "qemu://:16509/",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "esx://:s3cret@host/",
                "//root:s3cret@host/",
                "es x://root:s3cret@host/",
                "esx://root:s3cret@",
                "esx://root:s3cret@h@ost/",
                "esx:///vc?password=s3cret",
                "esx:///vc?a=b&PassPhrase=s3cret#fragment",
                "esx:///v c?secret=s3cret&a=b"
            })
    void noPartThatMayBeASecretIsRepeated(String text) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse(text));
        assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "esx://root:s3cret@ho st/, esx://root:***@ho st/",
        "es x://root:s3cret@host:1/, es x://root:***@host:1/",
        "esx:///v c?secret=s3cret&a=b, esx:///v c?secret=***&a=b"
    })
    void whichUriIsMeantCanStillBeSeen(String text, String shown) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse(text));
        assertEquals("URI '" + shown + "'", e.failure().target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"qemu://ho st:1/", "qemu://a@ho st/", "q emu://host:1/system"})
    void aMalformedUriWithoutASecretIsRepeatedWhole(String text) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse(text));
        assertEquals("URI '" + text + "'", e.failure().target());
    }

    @Test
    void aPartThatIsNotThereIsEmpty() {
        HypervisorUri uri = HypervisorUri.parse("x:");
        assertEquals("x", uri.scheme());
        assertEquals(Optional.empty(), uri.transport());
        assertEquals(Optional.empty(), uri.user());
        assertEquals(Optional.empty(), uri.host());
        assertEquals(OptionalInt.empty(), uri.port());
        assertEquals("/", HypervisorUri.parse("x:///").path());
        assertEquals("", HypervisorUri.parse("x://host").path());
        assertEquals(Map.of(), uri.parameters());
        assertEquals(Optional.empty(), uri.parameter("keyfile"));
    }

    @Test
    void parametersAreDecodedAndKeepTheirOrder() {
        HypervisorUri uri = HypervisorUri.parse("qemu:///system?z=1&&flag&a%20b=c%26d=e&empty=");
        assertEquals(
                List.of("z", "flag", "a b", "empty"),
                List.copyOf(uri.parameters().keySet()));
        assertEquals(Optional.of(""), uri.parameter("flag"));
        assertEquals(Optional.of("c&d=e"), uri.parameter("a b"));
        assertEquals(Optional.of(""), uri.parameter("empty"));
        assertThrows(UnsupportedOperationException.class, () -> uri.parameters().clear());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_509, 65_535})
    void aPortIsOneOfTcps(int port) {
        assertEquals(
                OptionalInt.of(port),
                HypervisorUri.parse("qemu+tcp://host:" + port + "/system").port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "2147483647", "99999999999", "-1"})
    void noOtherPortIsTaken(String port) {
        String text = "qemu+tcp://host:" + port + "/system";
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse(text));
        assertEquals("URI '" + text + "'", e.failure().target());
    }

    @Test
    void aUriIsShownAsItWasGivenAndEqualToItself() {
        String text = "QEMU+SSH://host/system";
        HypervisorUri uri = HypervisorUri.parse(text);
        assertEquals(text, uri.toString());
        assertEquals(HypervisorUri.parse(text), uri);
        assertEquals(HypervisorUri.parse(text).hashCode(), uri.hashCode());
        HypervisorUri other = HypervisorUri.parse("qemu+ssh://other/system");
        assertNotEquals(other, uri);
        assertNotEquals(other.hashCode(), uri.hashCode());
        assertEquals(
                2,
                Stream.of(text, text, "mem:")
                        .map(HypervisorUri::parse)
                        .distinct()
                        .count());
    }
}
