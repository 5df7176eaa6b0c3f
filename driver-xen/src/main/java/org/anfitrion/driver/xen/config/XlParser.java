package org.anfitrion.driver.xen.config;

import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * Reads a configuration, keeping every character. Source: {@code libxlu_cfg_l.l} and {@code libxlu_cfg_y.y} of Xen 4.17. Texts
 * in three quotes are of the older tool, whose files were programs of Python's. Not thread-safe.
 */
final class XlParser {

    private static final String NAMED = "xl.cfg";

    /** Deeper than any list of Xen's, and far from the end of the stack. */
    private static final int DEEPEST = 16;

    private final String text;
    private int at;

    XlParser(String text) {
        this.text = text;
    }

    List<XlPart> parts() {
        List<XlPart> parts = new ArrayList<>();
        int began = at;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '#') {
                skipComment();
            } else if (Character.isWhitespace(next) || next == ';') {
                at++;
            } else {
                if (at > began) {
                    parts.add(new XlPart.Between(text.substring(began, at)));
                }
                parts.add(setting());
                began = at;
            }
        }
        if (at > began) {
            parts.add(new XlPart.Between(text.substring(began)));
        }
        return parts;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private XlPart.Setting setting() {
        int began = at;
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        String key = text.substring(began, at);
        if (key.isEmpty() || Character.isDigit(key.charAt(0))) {
            throw wrong("a name is expected");
        }
        skipBlanks();
        boolean adds = text.startsWith("+=", at);
        if (!adds && !text.startsWith("=", at)) {
            throw wrong("'=' is expected after " + key);
        }
        at += adds ? 2 : 1;
        skipBlanks();
        String head = text.substring(began, at);
        int valueBegan = at;
        XlValue value = value(0);
        String raw = text.substring(valueBegan, at);
        checkEnd();
        return new XlPart.Setting(key, adds, head, value, raw);
    }

    private static boolean isOfName(char letter) {
        return letter == '_'
                || (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= '0' && letter <= '9');
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** A setting ends with its line, a semicolon or the file. */
    private void checkEnd() {
        int look = at;
        while (look < text.length()
                && (text.charAt(look) == ' ' || text.charAt(look) == '\t' || text.charAt(look) == '\r')) {
            look++;
        }
        if (look < text.length() && "\n;#".indexOf(text.charAt(look)) < 0) {
            at = look;
            throw wrong("the end of the line is expected");
        }
    }

    private XlValue value(int depth) {
        if (at >= text.length()) {
            throw wrong("a value is expected");
        }
        char first = text.charAt(at);
        if (first == '[') {
            return items(depth);
        }
        if (first == '"' || first == '\'') {
            return new XlValue.Text(text());
        }
        return number();
    }

    private XlValue items(int depth) {
        if (depth >= DEEPEST) {
            throw wrong("lists are nested too deeply");
        }
        at++;
        List<XlValue> items = new ArrayList<>();
        skipInList();
        while (at < text.length() && text.charAt(at) != ']') {
            items.add(value(depth + 1));
            skipInList();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                skipInList();
            } else if (at < text.length() && text.charAt(at) != ']') {
                throw wrong("',' or ']' is expected");
            }
        }
        if (at >= text.length()) {
            throw wrong("a list has no end");
        }
        at++;
        return new XlValue.Items(items);
    }

    private void skipInList() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                skipComment();
            } else {
                at++;
            }
        }
    }

    private String text() {
        if (text.startsWith("\"\"\"", at)) {
            int end = text.indexOf("\"\"\"", at + 3);
            if (end < 0) {
                throw wrong("a text has no end");
            }
            String plain = text.substring(at + 3, end);
            at = end + 3;
            return plain;
        }
        char quote = text.charAt(at++);
        StringBuilder plain = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            char next = text.charAt(at++);
            if (next == '\\') {
                escape(plain);
            } else {
                plain.append(next);
            }
        }
        if (at >= text.length() || text.charAt(at) != quote) {
            throw wrong("a text has no end on its line");
        }
        at++;
        return plain.toString();
    }

    private void escape(StringBuilder plain) {
        if (at >= text.length()) {
            throw wrong("a text has no end");
        }
        char next = text.charAt(at++);
        switch (next) {
            case 'a' -> plain.append('\007');
            case 'b' -> plain.append('\b');
            case 'f' -> plain.append('\f');
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case 'v' -> plain.append('\013');
            case 'x' -> plain.append(code(16, 2));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                plain.append(code(8, 3));
            }
            case '\\', '"', '\'' -> plain.append(next);
            default -> throw wrong("'\\" + next + "' is no character");
        }
    }

    private char code(int radix, int most) {
        int began = at;
        int value = 0;
        while (at < text.length() && at - began < most && Character.digit(text.charAt(at), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(at++), radix);
        }
        if (at == began) {
            throw wrong("a number is expected");
        }
        return (char) value;
    }

    private XlValue number() {
        int began = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        String digits = text.substring(began, at);
        try {
            return new XlValue.Amount(Long.decode(digits));
        } catch (NumberFormatException e) {
            at = began;
            throw wrong("a number, a text in quotes or a list is expected");
        }
    }

    private InvalidSpecException wrong(String why) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at && i < text.length(); i++) {
            boolean newLine = text.charAt(i) == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return InvalidSpecException.of(NAMED, "line " + line + ", column " + column, why);
    }
}
