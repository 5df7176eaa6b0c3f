package org.anfitrion.driver.openvz.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.spi.support.CommandResult;

/**
 * Lists of containers, read from {@code vzlist -j}. What it prints looks like JSON and is not always: it escapes no string, so that a
 * description with a quotation mark ends early, and OpenVZ 7 repeats keys. So only fields are asked for that have no free text.
 */
public final class VzList {

    private static final String NOTHING = "not found";

    private VzList() {}

    /**
     * Lists all containers.
     *
     * @param call the call to do it with
     * @param attempt what is attempted
     * @param fields the fields that are wanted, beside {@code ctid} and {@code status}
     * @return the rows, none if there is no container
     */
    public static List<VzListRow> all(ToolCall call, Failure attempt, List<String> fields) {
        List<String> wanted = new ArrayList<>(List.of("ctid", "status"));
        wanted.addAll(fields);
        CommandResult result = call.result(List.of("vzlist", "-a", "-j", "-o", String.join(",", wanted)));
        if (result.exitCode() != 0) {
            // Exit code 1 and "Container(s) not found" is how an empty host is told of.
            if (result.exitCode() == 1 && result.errors().contains(NOTHING)) {
                return List.of();
            }
            throw new BackendFailureException(result.failure());
        }
        return parse(result.output(), attempt);
    }

    /**
     * Reads a list.
     *
     * @param text what vzlist printed
     * @param attempt what was attempted
     * @return the rows
     * @throws BackendFailureException if the text is cut short, or no list
     */
    public static List<VzListRow> parse(String text, Failure attempt) {
        return new Reader(text, attempt).rows();
    }

    /** Goes through the text once. */
    private static final class Reader {

        private final String text;
        private final Failure attempt;
        private int at;

        Reader(String text, Failure attempt) {
            this.text = text;
            this.attempt = attempt;
        }

        List<VzListRow> rows() {
            List<VzListRow> rows = new ArrayList<>();
            expect('[');
            while (!found(']')) {
                Map<String, String> fields = new HashMap<>();
                object("", fields);
                if (!fields.containsKey("ctid")) {
                    throw bad("a container has no ctid");
                }
                rows.add(new VzListRow(fields));
                found(',');
            }
            blanks();
            if (at < text.length()) {
                throw bad("something follows the list");
            }
            return rows;
        }

        private void object(String prefix, Map<String, String> fields) {
            expect('{');
            while (!found('}')) {
                String key = prefix + string();
                expect(':');
                value(key, fields);
                found(',');
            }
        }

        private void value(String key, Map<String, String> fields) {
            switch (next()) {
                case '{' -> object(key + ".", fields);
                case '[' -> fields.putIfAbsent(key, array(key, fields));
                case '"' -> fields.putIfAbsent(key, string());
                default -> fields.putIfAbsent(key, literal());
            }
        }

        /** The items as one text, with blanks between. */
        private String array(String key, Map<String, String> fields) {
            List<String> items = new ArrayList<>();
            expect('[');
            while (!found(']')) {
                switch (next()) {
                    case '"' -> items.add(string());
                    case '{' -> object(key + "[" + items.size() + "].", fields);
                    default -> items.add(literal());
                }
                found(',');
            }
            return String.join(" ", items);
        }

        private String string() {
            expect('"');
            int end = text.indexOf('"', at);
            if (end < 0) {
                throw bad("a string does not end");
            }
            String found = text.substring(at, end);
            at = end + 1;
            return found;
        }

        private String literal() {
            int begin = at;
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at)) || "+-.%".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            if (at == begin) {
                throw bad("a value is missing");
            }
            return text.substring(begin, at);
        }

        private void blanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private char next() {
            blanks();
            if (at >= text.length()) {
                throw bad("it ends too early");
            }
            return text.charAt(at);
        }

        private boolean found(char wanted) {
            if (next() != wanted) {
                return false;
            }
            at++;
            return true;
        }

        private void expect(char wanted) {
            if (!found(wanted)) {
                throw bad("there is no " + wanted);
            }
        }

        private BackendFailureException bad(String why) {
            return new BackendFailureException(attempt.because("vzlist printed no list that can be read: " + why
                    + " at character " + at + " of " + text.length()));
        }
    }
}
