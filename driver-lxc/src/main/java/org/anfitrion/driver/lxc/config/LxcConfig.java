package org.anfitrion.driver.lxc.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * A container's configuration: its text, whose lines keep their words, order and place, and what these lines and the files that
 * they include come to. Immutable; a change is another configuration, which differs from this one in as few lines as possible.
 *
 * <pre>{@code
 * LxcConfig web = LxcConfig.read(Path.of("/var/lib/lxc/web/config"));
 * web.get("lxc.rootfs.path");                    // also where the text says lxc.rootfs, as before LXC 2.1
 * web.set("lxc.start.auto", "1").text();
 * }</pre>
 *
 * <p>Keys are spelt as since LXC 2.1. A text with older keys, which liblxc 3 and later refuse, is read as it was meant; the first
 * change spells them all anew. Source: lxc.container.conf(5), lxc-update-config(1).
 */
public final class LxcConfig {

    private final List<ConfigLine> lines;
    private final List<String> problems;
    private final Charset charset;
    private final Effect effect;
    private final Map<String, String> notes;

    LxcConfig(List<ConfigLine> lines, List<String> problems, Charset charset) {
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
        this.charset = charset;
        this.effect = Effect.of(lines.stream().flatMap(ConfigLine::settings));
        this.notes = lines.stream()
                .flatMap(line -> Note.parse(line.raw()).stream())
                .collect(Collectors.toUnmodifiableMap(Note::name, Note::text, (earlier, later) -> later));
    }

    /**
     * Returns the configuration without a line.
     *
     * @return the configuration
     */
    public static LxcConfig empty() {
        return parse("");
    }

    /**
     * Reads a text, and the files that it includes.
     *
     * @param text the text
     * @return the configuration; what could not be included is among its {@link #problems()}
     */
    public static LxcConfig parse(String text) {
        return ConfigReader.parse(text, StandardCharsets.UTF_8, true);
    }

    /**
     * Reads a text by itself, without the files that it includes.
     *
     * @param text the text
     * @return the configuration
     */
    public static LxcConfig parseAlone(String text) {
        return ConfigReader.parse(text, StandardCharsets.UTF_8, false);
    }

    /**
     * Reads a file, and the files that it includes.
     *
     * @param file the file
     * @return the configuration; what could not be included is among its {@link #problems()}
     * @throws java.io.UncheckedIOException if the file itself cannot be read
     */
    public static LxcConfig read(Path file) {
        return ConfigReader.read(file);
    }

    /**
     * Returns the text: what was read, if nothing was changed.
     *
     * @return all lines
     */
    public String text() {
        return lines.stream().map(ConfigLine::raw).collect(Collectors.joining("\n"));
    }

    /**
     * Returns what a file with the text has in it: UTF-8, unless what was read was in something else.
     *
     * @return a new array
     * @throws InvalidSpecException if a character cannot be in that file
     */
    public byte[] bytes() {
        String text = text();
        if (!charset.newEncoder().canEncode(text)) {
            throw InvalidSpecException.of(
                    "configuration", text, "its file is not in UTF-8 and cannot hold all characters");
        }
        return text.getBytes(charset);
    }

    /**
     * Tells why liblxc would refuse the configuration, as far as its lines tell: those without a value, and files that cannot be
     * included.
     *
     * @return a sentence for each
     */
    public List<String> problems() {
        return problems;
    }

    /**
     * Tells whether a key is spelt as before LXC 2.1.
     *
     * @return true if one is
     */
    public boolean isOld() {
        return lines.stream().anyMatch(ConfigLine::isOld);
    }

    /**
     * Returns the value that holds, from the text or a file that it includes.
     *
     * @param key the key, as spelt since LXC 2.1
     * @return the last value, if there is one
     */
    public Optional<String> get(String key) {
        List<String> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Returns all values that hold, from the text and the files that it includes.
     *
     * @param key the key, as spelt since LXC 2.1
     * @return the values in order: one at most, if the key cannot be given several times
     */
    public List<String> all(String key) {
        return effect.all(key);
    }

    /**
     * Returns the keys that have a value.
     *
     * @return the keys, as spelt since LXC 2.1
     */
    public List<String> keys() {
        return effect.keys();
    }

    /**
     * Sets a key's only value.
     *
     * @param key the key, as spelt since LXC 2.1
     * @param value the value; not empty
     * @return a configuration with it
     * @throws InvalidSpecException if the value cannot be on a line
     */
    public LxcConfig set(String key, String value) {
        return setAll(key, List.of(value));
    }

    /**
     * Adds a value to a key that can be given several times.
     *
     * @param key the key, as spelt since LXC 2.1
     * @param value the value; not empty
     * @return a configuration with it
     * @throws InvalidSpecException if the value cannot be on a line
     */
    public LxcConfig add(String key, String value) {
        List<String> values = new ArrayList<>(all(key));
        values.add(value);
        return setAll(key, values);
    }

    /**
     * Takes a key away: what its lines and the included files say of it does not hold any more.
     *
     * @param key the key, as spelt since LXC 2.1
     * @return a configuration without it
     */
    public LxcConfig remove(String key) {
        return setAll(key, List.of());
    }

    /**
     * Takes all keys below another away, such as those of one network card.
     *
     * @param prefix the key above them, such as {@code lxc.net.0}
     * @return a configuration without them
     */
    public LxcConfig removeBelow(String prefix) {
        return new LxcConfig(LineEdit.of(lines).removeBelow(prefix), problems, charset);
    }

    /**
     * Sets all values of a key.
     *
     * @param key the key, as spelt since LXC 2.1
     * @param values the values in order, none of them empty
     * @return a configuration with these, and no others
     * @throws InvalidSpecException if a value cannot be on a line
     */
    public LxcConfig setAll(String key, List<String> values) {
        if (values.equals(all(key))) {
            return this;
        }
        if (values.contains("")) {
            throw InvalidSpecException.of(key, "", "an empty value says nothing");
        }
        return new LxcConfig(LineEdit.of(lines).replace(key, values), problems, charset);
    }

    /**
     * Returns a text that LXC has no key for: a comment of ours.
     *
     * @param name what it is
     * @return the text, if it is there
     */
    public Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /**
     * Keeps a text that LXC has no key for.
     *
     * @param name what it is
     * @param text the text; an empty one takes it away
     * @return a configuration with it
     */
    public LxcConfig withNote(String name, String text) {
        if (note(name).orElse("").equals(text)) {
            return this;
        }
        return new LxcConfig(LineEdit.of(lines).note(new Note(name, text)), problems, charset);
    }

    /** A configuration whose lines are changed one by one, all spelt as they are today. */
    LxcConfig withLines(UnaryOperator<ConfigLine> change) {
        List<ConfigLine> changed =
                lines.stream().map(ConfigLine::modern).map(change).toList();
        return changed.equals(lines.stream().map(ConfigLine::modern).toList())
                ? this
                : new LxcConfig(changed, problems, charset);
    }

    /**
     * Applies changes one after another.
     *
     * @param changes the changes
     * @return the configuration after all of them
     */
    public LxcConfig with(List<? extends UnaryOperator<LxcConfig>> changes) {
        LxcConfig changed = this;
        for (UnaryOperator<LxcConfig> change : changes) {
            changed = change.apply(changed);
        }
        return changed;
    }

    /** Two are equal if their texts are, and what the texts come to. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LxcConfig config && lines.equals(config.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
