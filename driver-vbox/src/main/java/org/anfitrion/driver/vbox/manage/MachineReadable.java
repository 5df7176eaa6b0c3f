package org.anfitrion.driver.vbox.manage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code showvminfo --machinereadable} printed, and other commands with that option: names and values, in their order.
 * Immutable.
 *
 * <p>It is not strictly {@code name=value}: names may be in quotation marks ({@code "SATA-0-0"="none"}), values may be numbers
 * without them, have marks of their own in the middle ({@code VideoMode="720,400,0"@0,0 1}), go on over several lines (a
 * description), or have a second equals sign ({@code VRDEClients==0}), and there are lines without any. Since 7.0 VBoxManage
 * puts a backslash before quotation marks and backslashes in values; 6.1 does not, and a value with a line that looks like
 * another cannot be told apart there: what has to be exact is read from the settings files instead.
 */
public final class MachineReadable {

    private final Map<String, List<String>> values;

    private MachineReadable(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads what was printed.
     *
     * @param text the output
     * @return names and values
     */
    public static MachineReadable parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfEntry(text, at);
            String entry = text.substring(at, end).stripTrailing();
            int equals = equalsSign(entry);
            if (equals > 0) {
                values.computeIfAbsent(unquoted(entry.substring(0, equals)), name -> new ArrayList<>())
                        .add(unquoted(withoutSecondEquals(entry.substring(equals + 1))));
            }
            at = end + 1;
        }
        return new MachineReadable(values);
    }

    private static String withoutSecondEquals(String value) {
        return value.startsWith("=") ? value.substring(1) : value;
    }

    /** The end of the line, or of the line on which a value in quotation marks ends. */
    private static int endOfEntry(String text, int at) {
        int line = endOfLine(text, at);
        int equals = equalsSign(text.substring(at, line));
        int value = at + equals + 1;
        if (equals < 1 || value >= line || text.charAt(value) != '"') {
            return line;
        }
        int end = line;
        while (end < text.length() && !isClosed(text, value, end)) {
            end = endOfLine(text, end + 1);
        }
        // What is never closed was not a value of many lines.
        return isClosed(text, value, end) ? end : line;
    }

    /**
     * Tells whether a value in quotation marks ends on its line. Names of snapshots have their own marks as they are, in every
     * version: one at the end of the line counts, however many there were before.
     */
    private static boolean isClosed(String text, int quote, int end) {
        int marks = 0;
        int last = quote;
        for (int i = quote; i < end; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                marks++;
                last = i;
            }
        }
        return marks % 2 == 0 || (last > quote && last == end - 1);
    }

    private static int endOfLine(String text, int from) {
        int end = from > text.length() ? -1 : text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int equalsSign(String entry) {
        int after = entry.startsWith("\"") ? Math.max(0, entry.indexOf('"', 1)) : 0;
        return entry.indexOf('=', after);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        if (!quoted) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            char next = text.charAt(i);
            boolean escapes =
                    next == '\\' && i + 2 < text.length() && (text.charAt(i + 1) == '"' || text.charAt(i + 1) == '\\');
            plain.append(escapes ? text.charAt(++i) : next);
        }
        return plain.toString();
    }

    /**
     * Returns a value.
     *
     * @param name its name, without quotation marks
     * @return the first value of that name; empty if there is none
     */
    public Optional<String> value(String name) {
        return all(name).stream().findFirst();
    }

    /**
     * Returns all values of a name: some occur more than once.
     *
     * @param name their name, without quotation marks
     * @return the values, in their order
     */
    public List<String> all(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    /**
     * Returns the names.
     *
     * @return the names, in the order of their first occurrence
     */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    @Override
    public String toString() {
        return "MachineReadable" + values.keySet();
    }
}
