package org.anfitrion.driver.openvz.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.error.InvalidSpecException;

/** Whatever a configuration says, it is kept. */
class VeConfigProperties {

    @Property
    void anyTextIsWrittenBackAsItWas(@ForAll("texts") String text) {
        assertEquals(text, VeConfig.parse(text).text());
    }

    @Property
    void whatIsSetIsReadBackAndEveryOtherLineStays(@ForAll("texts") String text, @ForAll String value) {
        VeConfig before = VeConfig.parse(text);
        if (!VeConfig.isExpressible(value)) {
            assertThrows(InvalidSpecException.class, () -> before.with("HOSTNAME", value));
            return;
        }
        VeConfig after = VeConfig.parse(before.with("HOSTNAME", value).text());
        assertEquals(Optional.of(value), after.get("HOSTNAME"));
        assertEquals(others(before), others(after));
    }

    private static List<String> others(VeConfig config) {
        return config.without("HOSTNAME").text().lines().toList();
    }

    @Property
    void anyTextComesBackFromItsEncodingWhichCanAlwaysBeWritten(@ForAll String text) {
        String encodable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String encoded = Encoded.of(encodable);
        assertEquals(encodable, Encoded.text(encoded));
        assertEquals(
                Optional.of(encoded),
                VeConfig.parse(VeConfig.empty().with("X", encoded).text()).get("X"));
    }

    @Property
    void anAmountIsReadAsItWasWritten(
            @ForAll("numbers") long barrier, @ForAll("numbers") long limit, @ForAll Amount.Unit unit) {
        Amount amount = new Amount(barrier, limit, unit);
        assertEquals(Optional.of(amount), Amount.find(amount.text(), unit));
    }

    @Provide
    Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> lines = Arbitraries.oneOf(
                Arbitraries.of(
                        "# a comment",
                        "",
                        "CPUS=2",
                        "PHYSPAGES=\"0:256M\"",
                        "DESCRIPTION=\"say \"hi\"\"",
                        "  HOSTNAME = 'x'  ",
                        "HOSTNAME=\"a b\" # why",
                        "NETIF=\"ifname=eth0,mac=00:18:51:00:00:01;ifname=eth1\"",
                        "OWN=\\\"x\\\\",
                        "\tNO_VALUE",
                        "=\r"),
                Arbitraries.strings().ascii().excludeChars('\n').ofMaxLength(30));
        return lines.list().ofMaxSize(8).map(all -> String.join("\n", all));
    }
}
