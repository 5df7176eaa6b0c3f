package org.anfitrion.driver.xen.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file of xl.cfg(5) is read as Xen's own tool reads it, and stays as it was written. */
class XlConfigTest {

    private static final String FILE = """
            # a web server
            name = "web"   # its name
            memory=512; vcpus = 0x2
            disk = [ '/dev/vg/web,raw,xvda,rw',   # the system
                     "format=qcow2,vdev=xvdb,access=rw,target=/srv/a, b.qcow2", ]
            disk += [ "/srv/c.img,,xvdc" ]
            extra = "root=/dev/xvda quote=\\"yes\\" \\x41"
            """;

    @Test
    void whatIsSetIsRead() {
        XlConfig config = XlConfig.parse(FILE);
        assertEquals(Optional.of("web"), config.text("name"));
        assertEquals(512, config.number("memory").orElseThrow());
        assertEquals(2, config.number("vcpus").orElseThrow());
        assertEquals(
                List.of(
                        "/dev/vg/web,raw,xvda,rw",
                        "format=qcow2,vdev=xvdb,access=rw,target=/srv/a, b.qcow2",
                        "/srv/c.img,,xvdc"),
                config.texts("disk"));
        assertEquals(Optional.of("root=/dev/xvda quote=\"yes\" A"), config.text("extra"));
        assertTrue(config.value("maxmem").isEmpty());
    }

    @Test
    void whatIsNotChangedStaysToTheCharacter() {
        XlConfig config = XlConfig.parse(FILE);
        assertEquals(FILE, config.print());
        assertEquals(
                FILE.replace("memory=512", "memory = 1024"),
                config.with("memory", new XlValue.Amount(1024)).print());
        assertEquals(
                FILE + "maxmem = 2048\n",
                config.with("maxmem", new XlValue.Amount(2048)).print());
        assertEquals(
                FILE,
                config.with("maxmem", new XlValue.Amount(2048))
                                .without("maxmem")
                                .print()
                                .stripTrailing() + "\n");
    }

    @Test
    void whatIsAddedToIsOneListAfterAChange() {
        XlConfig config = XlConfig.parse(FILE).with("disk", XlValue.Items.of(List.of("/srv/d.img,,xvda")));
        assertEquals(List.of("/srv/d.img,,xvda"), config.texts("disk"));
        assertEquals(config, XlConfig.parse(config.print()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = 'web | line 1, column 12",
                "name 'web' | line 1, column 6",
                "= 4 | line 1, column 1",
                "disk = [ 'a' 'b' ] | line 1, column 14",
                "disk = [ 'a', | line 1, column 14",
                "memory = much | line 1, column 10",
                "memory = 5 6 | line 1, column 12",
            })
    void whatCannotBeReadIsRefusedWithItsPlace(String text, String place) {
        InvalidSpecException refused = assertThrows(InvalidSpecException.class, () -> XlConfig.parse(text));
        assertTrue(refused.getMessage().contains(place), refused.getMessage());
    }

    @Test
    void listsAreNotNestedForEver() {
        assertThrows(InvalidSpecException.class, () -> XlConfig.parse("a = " + "[".repeat(100_000)));
    }
}
