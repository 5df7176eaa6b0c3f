package org.anfitrion.driver.xen.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.xen.config.XlPart.Setting;
import org.jspecify.annotations.Nullable;

/**
 * A configuration of Xen's own tool, xl.cfg(5). What it says is read as {@code xl} reads it, and what is not changed stays as
 * it was written, to the character: comments, order, unknown settings. Immutable.
 *
 * <pre>{@code
 * XlConfig config = XlConfig.parse(Files.readString(Path.of("/etc/xen/web.cfg")));
 * config.text("name");                                            // Optional[web]
 * config.with("memory", new XlValue.Amount(1024)).print();
 * }</pre>
 */
public final class XlConfig {

    private final List<XlPart> parts;

    private XlConfig(List<XlPart> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a configuration.
     *
     * @param text the file
     * @return the configuration
     * @throws InvalidSpecException with line and column, if it is not one
     */
    public static XlConfig parse(String text) {
        return new XlConfig(new XlParser(Objects.requireNonNull(text, "text")).parts());
    }

    /**
     * Begins a new one.
     *
     * @return a configuration that says nothing
     */
    public static XlConfig empty() {
        return new XlConfig(List.of());
    }

    private Stream<Setting> settings() {
        return parts.stream().filter(Setting.class::isInstance).map(Setting.class::cast);
    }

    /**
     * Lists what is set.
     *
     * @return the names, in their order, each once
     */
    public List<String> keys() {
        return settings().map(Setting::key).distinct().toList();
    }

    /**
     * Returns what a setting comes to: the last one of its name counts, and what is added to it.
     *
     * @param key its name
     * @return the value; empty if it is not set
     * @throws InvalidSpecException if something is added to what it cannot be added to
     */
    public Optional<XlValue> value(String key) {
        XlValue value = null;
        for (Setting setting : settings().filter(it -> it.key().equals(key)).toList()) {
            value = setting.adds() && value != null ? sum(key, value, setting.value()) : setting.value();
        }
        return Optional.ofNullable(value);
    }

    private static XlValue sum(String key, XlValue first, XlValue second) {
        if (first instanceof XlValue.Items list && second instanceof XlValue.Items more) {
            return new XlValue.Items(
                    Stream.concat(list.items().stream(), more.items().stream()).toList());
        }
        if (first instanceof XlValue.Text text && second instanceof XlValue.Text more) {
            return new XlValue.Text(text.text() + more.text());
        }
        throw InvalidSpecException.of(key, second.print(), "it cannot be added to " + first.print());
    }

    /**
     * Returns a text; a number is one too.
     *
     * @param key its name
     * @return the text; empty if it is not set
     * @throws InvalidSpecException if it is a list
     */
    public Optional<String> text(String key) {
        return value(key).map(value -> text(key, value));
    }

    private static String text(String key, XlValue value) {
        if (value instanceof XlValue.Items) {
            throw InvalidSpecException.of(key, value.print(), "it is a list, and has to be a text");
        }
        return value instanceof XlValue.Text text ? text.text() : value.print();
    }

    /**
     * Returns a number; a text that is one counts.
     *
     * @param key its name
     * @return the number; empty if it is not set
     * @throws InvalidSpecException if it is something else
     */
    public OptionalLong number(String key) {
        XlValue value = value(key).orElse(null);
        return value == null ? OptionalLong.empty() : OptionalLong.of(number(key, value));
    }

    private static long number(String key, @Nullable XlValue value) {
        if (value instanceof XlValue.Amount number) {
            return number.value();
        }
        if (value instanceof XlValue.Text text) {
            try {
                return Long.decode(text.text().strip());
            } catch (NumberFormatException e) {
                throw InvalidSpecException.of(key, text.text(), "it has to be a number");
            }
        }
        throw InvalidSpecException.of(key, value == null ? "" : value.print(), "it is a list, and has to be a number");
    }

    /**
     * Returns a list of texts; a single text is a list of one.
     *
     * @param key its name
     * @return the texts; none if it is not set
     * @throws InvalidSpecException if something else is in it
     */
    public List<String> texts(String key) {
        XlValue value = value(key).orElse(new XlValue.Items(List.of()));
        List<XlValue> items = value instanceof XlValue.Items list ? list.items() : List.of(value);
        return items.stream().map(item -> text(key, item)).toList();
    }

    /**
     * Sets a value in its place; a new one at the end.
     *
     * @param key its name
     * @param value the value
     * @return a changed copy
     */
    public XlConfig with(String key, XlValue value) {
        if (value(key).equals(Optional.of(value))) {
            return this;
        }
        if (!keys().contains(key)) {
            List<XlPart> more = new ArrayList<>(parts);
            if (!more.isEmpty() && !print().endsWith("\n")) {
                more.add(new XlPart.Between("\n"));
            }
            more.add(new Setting(key, false, key + " = ", value, value.print()));
            more.add(new XlPart.Between("\n"));
            return new XlConfig(XlConfig.checked(key, more));
        }
        List<XlPart> changed = new ArrayList<>();
        boolean done = false;
        for (XlPart part : parts) {
            if (part instanceof Setting setting && setting.key().equals(key)) {
                if (!done) {
                    changed.add(setting.with(value));
                }
                done = true;
            } else {
                changed.add(part);
            }
        }
        return new XlConfig(changed);
    }

    private static List<XlPart> checked(String key, List<XlPart> parts) {
        if (!key.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw InvalidSpecException.of("setting", key, "a name has letters, digits and underscores");
        }
        return parts;
    }

    /**
     * Removes a setting.
     *
     * @param key its name
     * @return a changed copy
     */
    public XlConfig without(String key) {
        return new XlConfig(parts.stream()
                .filter(part ->
                        !(part instanceof Setting setting && setting.key().equals(key)))
                .toList());
    }

    /**
     * Prints it.
     *
     * @return the file
     */
    public String print() {
        return parts.stream().map(XlPart::raw).collect(Collectors.joining());
    }

    /** Two are equal that say the same, however they are written. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof XlConfig that && meaning().equals(that.meaning());
    }

    private Map<String, XlValue> meaning() {
        return keys().stream()
                .collect(Collectors.toMap(key -> key, key -> value(key).orElseThrow()));
    }

    @Override
    public int hashCode() {
        return meaning().hashCode();
    }

    @Override
    public String toString() {
        return print();
    }
}
