package org.anfitrion.driver.openvz.config;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/**
 * A container's configuration file, {@code /etc/vz/conf/CTID.conf}, or the host's, {@code /etc/vz/vz.conf}, as text whose lines
 * survive: comments, keys that nobody knows, the order, and how values are written. Immutable; a change touches the lines of its
 * keys only.
 *
 * <pre>{@code
 * VeConfig config = VeConfig.parse("PHYSPAGES=\"0:256M\"\nCPUS=2\n");
 * config.amount(Parameter.PHYSPAGES); // 0:65536 pages
 * config.with(Parameter.CPUS, "4").text();
 * }</pre>
 */
public final class VeConfig {

    private static final VeConfig EMPTY = new VeConfig(ImmutableList.of());

    private final ImmutableList<ConfigLine> lines;

    private VeConfig(List<ConfigLine> lines) {
        this.lines = ImmutableList.copyOf(lines);
    }

    /**
     * Returns a configuration that says nothing.
     *
     * @return no lines
     */
    public static VeConfig empty() {
        return EMPTY;
    }

    /**
     * Reads a configuration. Any text is one.
     *
     * @param text the text of the file
     * @return the configuration
     */
    public static VeConfig parse(String text) {
        return text.isEmpty()
                ? EMPTY
                : new VeConfig(Splitter.on('\n')
                        .splitToStream(text)
                        .map(ConfigLine::parse)
                        .toList());
    }

    /**
     * Tells whether a value can stand in the file so that all that read it read the same. vzctl escapes nothing, and scripts of
     * the host include the file as shell text (vzctl(8), "Action scripts"): a quotation mark, backslash, dollar sign, backquote
     * or line break would become syntax.
     *
     * @param value the value
     * @return whether {@link #with(String, String)} takes it
     */
    public static boolean isExpressible(String value) {
        return value.codePoints().noneMatch(c -> Character.isISOControl(c) || "\"\\$`".indexOf(c) >= 0)
                && value.equals(value.strip());
    }

    /**
     * Returns the value of a key.
     *
     * @param key the key, such as {@code CPUS}
     * @return the value of its last line, without quotation marks
     */
    public Optional<String> get(String key) {
        return lines.reverse().stream()
                .filter(line -> line.key().filter(key::equals).isPresent())
                .map(ConfigLine::value)
                .findFirst();
    }

    /**
     * Returns the value of a parameter.
     *
     * @param parameter which
     * @return its text; empty if it is not set, or set to nothing
     */
    public Optional<String> get(Parameter parameter) {
        return get(parameter.key()).filter(value -> !value.isEmpty());
    }

    /**
     * Returns a parameter that is an amount.
     *
     * @param parameter one whose {@link Parameter#unit()} is present
     * @return the amount; empty if it is not set, or is none
     */
    public Optional<Amount> amount(Parameter parameter) {
        return get(parameter).flatMap(text -> Amount.find(text, parameter.unit().orElse(Amount.Unit.ITEMS)));
    }

    /**
     * Returns a parameter that is a number.
     *
     * @param parameter which
     * @return the number; empty if it is not set, or is none
     */
    public Optional<Long> number(Parameter parameter) {
        return get(parameter)
                .filter(text -> text.matches("\\d{1,18}%?"))
                .map(text -> Long.parseLong(text.replace("%", "")));
    }

    /**
     * Tells whether a parameter is {@code yes}.
     *
     * @param parameter which
     * @return whether it says so
     */
    public boolean isYes(Parameter parameter) {
        return get(parameter).filter("yes"::equalsIgnoreCase).isPresent();
    }

    /**
     * Returns a parameter that is a list of words.
     *
     * @param parameter such as {@link Parameter#IP_ADDRESS}
     * @return the words
     */
    public List<String> words(Parameter parameter) {
        return get(parameter)
                .map(text -> Splitter.onPattern("\\s+").omitEmptyStrings().splitToList(text))
                .orElse(List.of());
    }

    /**
     * Returns the virtual Ethernet devices.
     *
     * @return those of {@code NETIF}
     */
    public List<VethDevice> vethDevices() {
        return get(Parameter.NETIF).map(VethDevice::parseAll).orElse(List.of());
    }

    /**
     * Sets a parameter.
     *
     * @param parameter which
     * @param value its text
     * @return a changed copy
     * @throws InvalidSpecException if the value cannot be expressed
     */
    public VeConfig with(Parameter parameter, String value) {
        return with(parameter.key(), value);
    }

    /**
     * Sets a key. Its line stays where it is, a new one is the last.
     *
     * @param key the key: letters, digits and underscores
     * @param value its value
     * @return a changed copy
     * @throws InvalidSpecException if one of them cannot be expressed
     */
    public VeConfig with(String key, String value) {
        if (!key.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw InvalidSpecException.of("configuration key", key, "it has letters, digits and underscores");
        }
        if (!isExpressible(value)) {
            throw InvalidSpecException.of(
                    "configuration value " + key,
                    value,
                    "a quotation mark, backslash, dollar sign, backquote, line break or blank at an end cannot be written");
        }
        if (get(key).equals(Optional.of(value))) {
            return this;
        }
        return edited(key, ConfigLine.of(key, value));
    }

    /**
     * Takes a key over from another configuration, with its line as it is.
     *
     * @param key the key
     * @param other where it is set or not
     * @return a copy that says of the key what the other says
     */
    public VeConfig with(String key, VeConfig other) {
        return other.lines.reverse().stream()
                .filter(line -> line.key().filter(key::equals).isPresent())
                .findFirst()
                .map(line -> edited(key, line))
                .orElseGet(() -> without(key));
    }

    /**
     * Removes a key.
     *
     * @param key the key
     * @return a copy without its lines
     */
    public VeConfig without(String key) {
        return new VeConfig(lines.stream()
                .filter(line -> line.key().filter(key::equals).isEmpty())
                .toList());
    }

    private VeConfig edited(String key, ConfigLine replacement) {
        List<ConfigLine> changed = new ArrayList<>(lines);
        for (int i = changed.size() - 1; i >= 0; i--) {
            if (changed.get(i).key().filter(key::equals).isPresent()) {
                changed.set(i, replacement);
                return new VeConfig(changed);
            }
        }
        boolean endsWithLine =
                changed.isEmpty() || !changed.get(changed.size() - 1).text().isEmpty();
        changed.add(endsWithLine ? changed.size() : changed.size() - 1, replacement);
        if (endsWithLine) {
            changed.add(ConfigLine.parse(""));
        }
        return new VeConfig(changed);
    }

    /**
     * Returns the keys.
     *
     * @return each once, in the order of their first lines
     */
    public List<String> keys() {
        return lines.stream().flatMap(line -> line.key().stream()).distinct().toList();
    }

    /**
     * Returns the text.
     *
     * @return what was read, and the changes
     */
    public String text() {
        return Joiner.on('\n').join(lines.stream().map(ConfigLine::text).iterator());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VeConfig that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
