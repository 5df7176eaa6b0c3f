package org.anfitrion.libvirt.xml.element;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.LibvirtXml;
import org.anfitrion.spi.support.SecureXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** XML that is meant to do harm is refused, and says why. */
class UnsafeXmlTest {

    static Stream<Arguments> attacks() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE d [<!ENTITY l0 'lol'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        laughs.append("]><domain><name>&l29;</name></domain>");
        return Stream.of(
                Arguments.of("billion laughs", laughs.toString(), "DOCTYPE"),
                Arguments.of(
                        "a file of the host",
                        "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain><name>&x;</name></domain>",
                        "DOCTYPE"),
                Arguments.of(
                        "a parameter entity of a server",
                        "<!DOCTYPE d [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/x'> %x;]><domain/>",
                        "DOCTYPE"),
                Arguments.of("an undefined entity", "<domain><name>&x;</name></domain>", "entity"),
                Arguments.of("a long attribute", "<domain type='" + "x".repeat(10 << 20) + "'/>", "characters"),
                Arguments.of("a deep tree", "<a>".repeat(100_000) + "</a>".repeat(100_000), "depth"),
                Arguments.of(
                        "a long document",
                        "<domain>" + "x".repeat(SecureXml.MOST_CHARACTERS) + "</domain>",
                        "more than"),
                Arguments.of(
                        "many elements", "<domain>" + "<a/>".repeat(SecureXml.MOST_ELEMENTS) + "</domain>", "elements"),
                Arguments.of(
                        "many attributes",
                        "<domain "
                                + Stream.iterate(0, i -> i + 1)
                                        .limit(20_000)
                                        .map(i -> "a" + i + "='' ")
                                        .reduce("", String::concat)
                                + "/>",
                        "attributes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefused(String name, String xml, String why) {
        InvalidSpecException refused =
                assertThrows(InvalidSpecException.class, () -> LibvirtXml.parse("domain XML", xml));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().length() < 1000, "a message is for people");

        assertThrows(InvalidSpecException.class, () -> SecureXml.parse("domain XML", xml));
    }

    @Test
    void noFileOfOthersIsIncluded() {
        String include = "<domain xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'"
                + " parse='text'/></domain>";

        assertTrue(LibvirtXml.print(LibvirtXml.parse("domain XML", include)).contains("xi:include"));
    }
}
