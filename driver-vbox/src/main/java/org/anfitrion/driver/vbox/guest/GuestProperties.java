package org.anfitrion.driver.vbox.guest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.guest.GuestInfo;

/**
 * What the Guest Additions keep about their guest: {@code VBoxManage guestproperty enumerate}, as 6.1 prints it ({@code Name: …,
 * value: …, timestamp: …}) and as 7.0 and later do ({@code NAME = 'VALUE' @ TIME}).
 *
 * <p>Source: {@code VBoxServiceVMInfo.cpp} of the Guest Additions.
 */
public final class GuestProperties {

    private static final Pattern PROPERTY =
            Pattern.compile("^(?:Name: (?<oldname>/\\S+), value: (?<oldvalue>.*), timestamp: .*"
                    + "|(?<name>/\\S+) += '(?<value>.*)'(?: +@ .*)?)$");

    private GuestProperties() {}

    /**
     * Reads what was printed.
     *
     * @param printed the output
     * @return the values by name
     */
    public static Map<String, String> parse(String printed) {
        Map<String, String> values = new HashMap<>();
        printed.lines().map(PROPERTY::matcher).filter(Matcher::matches).forEach(line -> {
            boolean old = line.group("oldname") != null;
            values.put(line.group(old ? "oldname" : "name"), line.group(old ? "oldvalue" : "value"));
        });
        return values;
    }

    static GuestInfo info(String printed) {
        Map<String, String> values = parse(printed);
        Optional<String> product = value(values, "Product");
        return new GuestInfo(
                Optional.empty(),
                product.map(name -> name.toLowerCase(Locale.ROOT)),
                product,
                value(values, "Release"),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Optional<String> value(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get("/VirtualBox/GuestInfo/OS/" + name))
                .filter(value -> !value.isBlank());
    }
}
