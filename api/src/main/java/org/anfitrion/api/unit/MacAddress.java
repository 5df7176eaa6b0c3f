package org.anfitrion.api.unit;

import com.google.common.io.BaseEncoding;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * A 48-bit Ethernet address (EUI-48) of one interface: never a multicast address.
 *
 * @param text the address as six lower-case hexadecimal octets with colons, such as {@code 52:54:00:12:34:56}
 */
public record MacAddress(String text) {

    private static final Pattern OCTETS = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    /**
     * Creates an address; upper case is accepted and made lower.
     *
     * @param text the address as six lower-case hexadecimal octets with colons, such as {@code 52:54:00:12:34:56}
     * @throws InvalidSpecException if the text is not six octets with colons, or is a multicast address
     */
    public MacAddress {
        String given = Objects.requireNonNull(text, "text");
        text = given.toLowerCase(Locale.ROOT);
        if (!OCTETS.matcher(text).matches()) {
            throw InvalidSpecException.of("MAC address", given, "expected six octets such as 52:54:00:12:34:56");
        }
        if ((Integer.parseInt(text.substring(0, 2), 16) & 1) != 0) {
            throw InvalidSpecException.of("MAC address", given, "a multicast address cannot be an interface's own");
        }
    }

    /**
     * Reads an address.
     *
     * @param text six hexadecimal octets with colons
     * @return the address
     * @throws InvalidSpecException if the text is not one
     */
    public static MacAddress of(String text) {
        return new MacAddress(text);
    }

    /**
     * Returns the six octets.
     *
     * @return a new array of six bytes
     */
    public byte[] octets() {
        return BaseEncoding.base16().lowerCase().withSeparator(":", 2).decode(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
