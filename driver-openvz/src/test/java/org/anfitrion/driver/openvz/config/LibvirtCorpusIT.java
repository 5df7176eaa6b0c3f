package org.anfitrion.driver.openvz.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;

/** The configuration that libvirt keeps for its own tests of OpenVZ is read, and written back. */
class LibvirtCorpusIT {

    private static Path file() throws IOException {
        Properties sources = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty("anfitrion.sources")))) {
            sources.load(in);
        }
        return Path.of(sources.getProperty("source.libvirt")).resolve("tests/openvzutilstest.conf");
    }

    @Test
    void theFileIsWrittenBackByteForByteAndAChangeTouchesOneLine() throws IOException {
        String text = Files.readString(file());
        VeConfig config = VeConfig.parse(text);
        assertEquals(text, config.text());
        VeConfig changed = config.with(Parameter.CPUUNITS, "7");
        assertEquals(Optional.of(7L), changed.number(Parameter.CPUUNITS));
        List<String> before = config.without("CPUUNITS").text().lines().toList();
        assertEquals(before, changed.without("CPUUNITS").text().lines().toList());
    }

    @Test
    void itsValuesAreReadAsLibvirtReadsThem() throws IOException {
        VeConfig config = VeConfig.parse(Files.readString(file()));
        assertEquals(Optional.of(new Amount(360000, 360000, Amount.Unit.PAGES)), config.amount(Parameter.PRIVVMPAGES));
        assertEquals(Optional.of(new Amount(8000, 8000, Amount.Unit.ITEMS)), config.amount(Parameter.NUMPROC));
        assertEquals(Optional.of("150550"), config.get(Parameter.CPUUNITS));
        assertEquals(Optional.of("rhel-5-lystor"), config.get(Parameter.OSTEMPLATE));
        assertFalse(config.amount(Parameter.PHYSPAGES).orElseThrow().isLimited());
        assertEquals(Optional.empty(), config.get(Parameter.DISKSPACE));
        assertEquals(List.of("194.44.18.88"), config.words(Parameter.IP_ADDRESS));
        assertEquals(
                Optional.of(MacAddress.of("00:18:51:c1:05:ee")),
                config.vethDevices().get(0).mac());
        assertEquals("eth10", config.vethDevices().get(0).name());
    }
}
