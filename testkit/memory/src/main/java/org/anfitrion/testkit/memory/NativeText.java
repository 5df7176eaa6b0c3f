package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * The in-memory hypervisor's own configuration language: {@code key = value} lines, first the domain's, then those of its
 * devices, each under a line with its kind in brackets. Whatever has no meaning here, comments and unknown keys and kinds, is
 * kept in its place. Immutable.
 *
 * <pre>
 *  name = web
 *  memory = 128 MiB
 *  colour = green
 *  [disk]
 *  source = file /srv/web.img
 *  target = vda
 * </pre>
 */
final class NativeText {

    private final List<Section> sections;

    private NativeText(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /** Puts sections together, the domain's own first. */
    static NativeText of(List<Section> sections) {
        return new NativeText(sections);
    }

    static NativeText parse(String text) {
        List<Section> sections = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        int number = 0;
        for (String line : body.split("\n", -1)) {
            number++;
            String content = strip(line);
            if (isHeader(content)) {
                sections.add(new Section(lines));
                lines.clear();
            } else if (!content.isEmpty() && !content.startsWith("#") && content.indexOf('=') < 1) {
                throw InvalidSpecException.of(
                        "native configuration", line, "line " + number + " is not of the form key = value");
            }
            lines.add(line);
        }
        sections.add(new Section(lines));
        sections.forEach(Section::checkKeys);
        return new NativeText(sections);
    }

    /** Returns the domain's name, if there is one to be found in whatever text this is. */
    static Optional<String> nameIn(String text) {
        for (String line : text.split("\n", -1)) {
            if (isHeader(strip(line))) {
                break;
            }
            if (line.indexOf('=') > 0 && Section.keyOf(line).equals("name")) {
                return Optional.of(strip(line.substring(line.indexOf('=') + 1)));
            }
        }
        return Optional.empty();
    }

    /** Returns the lines before the first device. */
    Section domain() {
        return sections.get(0);
    }

    NativeText withDomain(Section domain) {
        List<Section> changed = new ArrayList<>(sections);
        changed.set(0, domain);
        return new NativeText(changed);
    }

    List<Section> devices(String kind) {
        return sections.stream()
                .skip(1)
                .filter(section -> section.kind().equals(kind))
                .toList();
    }

    /** Replaces the devices of a kind. Their places are used again in order; more follow the last, fewer leave no gap. */
    NativeText withDevices(String kind, List<Section> devices) {
        List<Section> changed = new ArrayList<>(sections);
        int last = changed.size();
        int used = 0;
        for (int i = 1; i < changed.size(); ) {
            if (!changed.get(i).kind().equals(kind)) {
                i++;
            } else if (used < devices.size()) {
                changed.set(i, devices.get(used++));
                last = ++i;
            } else {
                changed.remove(i);
                last = i;
            }
        }
        changed.addAll(Math.min(last, changed.size()), devices.subList(used, devices.size()));
        return new NativeText(changed);
    }

    /** Returns the whole text, each line with its end. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            section.lines.forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    private static boolean isHeader(String content) {
        return content.startsWith("[") && content.endsWith("]");
    }

    private static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t' || letter == '\r';
    }

    /**
     * A device, or the domain itself. Immutable.
     *
     * @param lines the lines as they are, a device's header among them
     */
    record Section(List<String> lines) {

        Section {
            lines = List.copyOf(lines);
        }

        /** Writes a new section; the domain's own has no kind. */
        static Section of(String kind, Map<String, String> fields) {
            List<String> lines = new ArrayList<>(fields.size() + 1);
            if (!kind.isEmpty()) {
                lines.add("[" + kind + "]");
            }
            fields.forEach((key, value) -> lines.add(line(key, value)));
            return new Section(lines);
        }

        private static String line(String key, String value) {
            return key + " = " + NativeValue.escaped(value);
        }

        /** Returns what the header says; nothing for the domain itself. */
        String kind() {
            String first = lines.isEmpty() ? "" : strip(lines.get(0));
            return isHeader(first) ? strip(first.substring(1, first.length() - 1)) : "";
        }

        Optional<String> get(String key) {
            int at = indexOf(key);
            return at < 0 ? Optional.empty() : Optional.of(valueOf(lines.get(at)));
        }

        Section with(String key, String value) {
            List<String> changed = new ArrayList<>(lines);
            String line = line(key, value);
            int at = indexOf(key);
            if (at < 0) {
                changed.add(afterLastKey(), line);
            } else {
                changed.set(at, line);
            }
            return new Section(changed);
        }

        Section without(String key) {
            int at = indexOf(key);
            if (at < 0) {
                return this;
            }
            List<String> changed = new ArrayList<>(lines);
            changed.remove(at);
            return new Section(changed);
        }

        /** Returns the keys in their order. */
        List<String> keys() {
            return lines.stream()
                    .map(Section::keyOf)
                    .filter(key -> !key.isEmpty())
                    .toList();
        }

        private void checkKeys() {
            Set<String> seen = new HashSet<>();
            for (String line : lines) {
                String key = keyOf(line);
                if (!key.isEmpty() && !seen.add(key)) {
                    throw InvalidSpecException.of("native configuration", key, "the key is given twice");
                }
            }
        }

        private int indexOf(String key) {
            for (int i = 0; i < lines.size(); i++) {
                if (keyOf(lines.get(i)).equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        private int afterLastKey() {
            int after = lines.size();
            while (after > 0 && strip(lines.get(after - 1)).isEmpty()) {
                after--;
            }
            return after;
        }

        private static String keyOf(String line) {
            String content = strip(line);
            boolean silent = content.isEmpty() || content.startsWith("#") || isHeader(content);
            return silent ? "" : strip(content.substring(0, Math.max(0, content.indexOf('='))));
        }

        private static String valueOf(String line) {
            return NativeValue.unescaped(strip(line.substring(line.indexOf('=') + 1)));
        }
    }
}
