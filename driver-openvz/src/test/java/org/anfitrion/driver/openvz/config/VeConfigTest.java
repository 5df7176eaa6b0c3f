package org.anfitrion.driver.openvz.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Configurations are read as vzctl reads them. */
class VeConfigTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = '~',
            value = {
                "NAME=web ~ web",
                "NAME=\"web\" ~ web",
                "NAME='web' ~ web",
                "  NAME=\"web\"   ~ web",
                "NAME=\"say \"hi\"\" ~ say \"hi\"",
                "NAME=\"a\\\"b\" ~ a\"b",
                "NAME=\"a\\\\b\" ~ a\\b",
                "NAME=\"a # b\" ~ a # b",
                "NAME=web # its name ~ web",
                "NAME=\"it's\" ~ it's",
            })
    void aValueIsWhatIsBetweenTheOuterQuotationMarks(String line, String value) {
        assertEquals(Optional.of(value), VeConfig.parse(line).get("NAME"));
    }

    @Test
    void theLastLineOfAKeyCountsAndIsTheOneThatChanges() {
        VeConfig config = VeConfig.parse("CPUS=1\n# more\nCPUS=\"2\"\n");
        assertEquals(Optional.of("2"), config.get(Parameter.CPUS));
        assertEquals(
                "CPUS=1\n# more\nCPUS=\"3\"\n", config.with(Parameter.CPUS, "3").text());
    }

    @Test
    void aNewKeyIsTheLastLine() {
        assertEquals(
                "A=1\nCPUS=\"3\"\n",
                VeConfig.parse("A=1\n").with(Parameter.CPUS, "3").text());
        assertEquals(
                "A=1\nCPUS=\"3\"\n",
                VeConfig.parse("A=1").with(Parameter.CPUS, "3").text());
        assertEquals("CPUS=\"3\"\n", VeConfig.empty().with(Parameter.CPUS, "3").text());
    }

    @ParameterizedTest
    @CsvSource({
        "16384, PAGES, 16384, 16384",
        "0:256M, PAGES, 0, 65536",
        "5M:6M, PAGES, 1280, 1536",
        "1G, KIBIBYTES, 1048576, 1048576",
        "1048576:1153433, KIBIBYTES, 1048576, 1153433",
        "240, ITEMS, 240, 240",
        "3p:4p, BYTES, 12288, 16384",
        "unlimited, PAGES, 9223372036854775807, 9223372036854775807",
        "0:18446744073709551615, BYTES, 0, 9223372036854775807",
    })
    void anAmountIsOneNumberOrTwoWithOrWithoutASuffix(String text, Amount.Unit unit, long barrier, long limit) {
        assertEquals(Optional.of(new Amount(barrier, limit, unit)), Amount.find(text, unit));
    }

    @ParameterizedTest
    @CsvSource({"'', PAGES", "a, PAGES", "1:2:3, PAGES", "-1, ITEMS", "5M, ITEMS", "1.5G, KIBIBYTES"})
    void whatIsNoAmountIsNone(String text, Amount.Unit unit) {
        assertEquals(Optional.empty(), Amount.find(text, unit));
    }

    @Test
    void memoryIsReadInPagesOrWithASuffix() {
        assertEquals(
                Optional.of(DataSize.mebibytes(256)),
                VeConfig.parse("PHYSPAGES=\"0:256M\"")
                        .amount(Parameter.PHYSPAGES)
                        .flatMap(Amount::size));
        assertEquals(
                Optional.of(DataSize.mebibytes(64)),
                VeConfig.parse("PRIVVMPAGES=\"16384\"")
                        .amount(Parameter.PRIVVMPAGES)
                        .flatMap(Amount::size));
        assertEquals(
                Optional.empty(),
                VeConfig.parse("PHYSPAGES=\"0:unlimited\"")
                        .amount(Parameter.PHYSPAGES)
                        .flatMap(Amount::size));
    }

    @Test
    void networkDevicesKeepWhatNobodyKnows() {
        VeConfig config = VeConfig.parse(
                "NETIF=\"ifname=eth0,bridge=vmbr0,mac=00:18:51:AB:CD:EF,host_ifname=veth101.0,own=1;ifname=eth1\"");
        VethDevice first = config.vethDevices().get(0);
        assertEquals(
                List.of("eth0", "eth1"),
                config.vethDevices().stream().map(VethDevice::name).toList());
        assertEquals(Optional.of(MacAddress.of("00:18:51:ab:cd:ef")), first.mac());
        assertEquals(
                "ifname=eth0,bridge=br1,mac=00:18:51:AB:CD:EF,host_ifname=veth101.0,own=1",
                first.with("bridge", "br1").toString());
    }

    @Test
    void whatAShellWouldTakeForSyntaxIsNotExpressible() {
        assertTrue(VeConfig.isExpressible("a b; c | d & e #f 'g' ü 漢"));
        for (String value : List.of("$(x)", "`x`", "\"", "\\", "a\nb", "\0", " a", "a ")) {
            assertFalse(VeConfig.isExpressible(value), value);
        }
    }

    @ParameterizedTest
    @EnumSource(Parameter.class)
    void everyParameterHasAnOptionOfVzctl(Parameter parameter) {
        assertTrue(parameter.option().matches("--[a-z_-]+"), parameter.option());
    }
}
