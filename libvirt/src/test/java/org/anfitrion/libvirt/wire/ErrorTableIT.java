package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables agree with the header of the libvirt that is installed, if its development package is. */
class ErrorTableIT {

    private static final Path HEADER = Path.of("/usr/include/libvirt/virterror.h");
    private static final Pattern CODE = Pattern.compile("\\bVIR_(?:ERR|(WAR))_([A-Z0-9_]+) = (\\d+)");
    private static final Pattern DOMAIN = Pattern.compile("\\bVIR_FROM_([A-Z0-9_]+) = (\\d+)");

    @Test
    void everyCodeOfTheHeaderHasItsNameInTheTable() throws IOException {
        Matcher codes = CODE.matcher(numbers());
        int count = 0;
        while (codes.find()) {
            String name = (codes.group(1) == null ? "" : "WAR_") + codes.group(2);
            assertEquals(
                    name,
                    ErrorCode.of(Integer.parseInt(codes.group(3)))
                            .map(Enum::name)
                            .orElse("missing"));
            count++;
        }
        assertTrue(count >= 111, "found " + count);
    }

    @Test
    void everyPartOfTheHeaderHasItsNameInTheTable() throws IOException {
        Matcher domains = DOMAIN.matcher(header());
        int count = 0;
        while (domains.find()) {
            String name = domains.group(1).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            assertEquals(name, ErrorDomain.name(Integer.parseInt(domains.group(2))));
            count++;
        }
        assertTrue(count >= 73, "found " + count);
    }

    private static String numbers() throws IOException {
        String header = header();
        return header.substring(header.indexOf("VIR_ERR_OK"));
    }

    private static String header() throws IOException {
        assertTrue(Files.exists(HEADER), "libvirt-dev is not installed");
        return Files.readString(HEADER);
    }
}
