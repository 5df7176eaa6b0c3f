package org.anfitrion.driver.lxc.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Changes lines in place: those that say the same as before stay as they are, new ones come where their like are. */
final class LineEdit {

    private final List<ConfigLine> lines;

    private LineEdit(List<ConfigLine> lines) {
        this.lines = lines;
    }

    static LineEdit of(List<ConfigLine> lines) {
        return new LineEdit(lines);
    }

    /** Makes a key have these values. */
    List<ConfigLine> replace(String key, List<String> values) {
        List<ConfigLine> modern = new ArrayList<>(lines);
        modern.replaceAll(ConfigLine::modern);
        List<ConfigLine> inPlace = inPlace(modern, key, values);
        if (Effect.of(inPlace.stream().flatMap(ConfigLine::settings)).all(key).equals(values)) {
            return inPlace;
        }
        // Something else sets or takes back the same: an included file, or a line that clears all of a kind.
        List<ConfigLine> anew = new ArrayList<>(modern);
        anew.removeIf(line -> line.says(key));
        List<ConfigLine> last = new ArrayList<>();
        last.add(ConfigLine.of(key, ""));
        values.forEach(value -> last.add(ConfigLine.of(key, value)));
        append(anew, last);
        return anew;
    }

    /** Takes all keys below another away. */
    List<ConfigLine> removeBelow(String prefix) {
        List<ConfigLine> changed = new ArrayList<>(lines);
        changed.replaceAll(ConfigLine::modern);
        changed.removeIf(line -> line.key().startsWith(prefix + "."));
        boolean included = Effect.of(changed.stream().flatMap(ConfigLine::settings)).keys().stream()
                .anyMatch(key -> key.startsWith(prefix + "."));
        if (included) {
            append(changed, List.of(ConfigLine.of(prefix, "")));
        }
        return changed;
    }

    private static List<ConfigLine> inPlace(List<ConfigLine> lines, String key, List<String> values) {
        List<ConfigLine> changed = new ArrayList<>();
        Deque<String> wanted = new ArrayDeque<>(values);
        int after = -1;
        for (ConfigLine line : lines) {
            if (!line.says(key)) {
                changed.add(line);
                continue;
            }
            if (wanted.contains(line.value())) {
                // What comes before it among the wanted is new here.
                while (!line.value().equals(wanted.getFirst())) {
                    changed.add(ConfigLine.of(key, wanted.removeFirst()));
                }
                wanted.removeFirst();
                changed.add(line);
            } else if (!wanted.isEmpty() && !Effect.mayRepeat(key)) {
                changed.add(ConfigLine.of(key, wanted.removeFirst()));
            }
            after = changed.size();
        }
        List<ConfigLine> rest =
                wanted.stream().map(value -> ConfigLine.of(key, value)).toList();
        if (after >= 0) {
            changed.addAll(after, rest);
        } else {
            insert(changed, key, rest);
        }
        return changed;
    }

    /** Puts new lines behind the nearest relatives of their key, or at the end. */
    private static void insert(List<ConfigLine> lines, String key, List<ConfigLine> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        for (int dot = key.lastIndexOf('.'); dot > "lxc".length(); dot = key.lastIndexOf('.', dot - 1)) {
            String family = key.substring(0, dot + 1);
            for (int i = lines.size() - 1; i >= 0; i--) {
                if (lines.get(i).key().startsWith(family)) {
                    lines.addAll(i + 1, fresh);
                    return;
                }
            }
        }
        append(lines, fresh);
    }

    /** Puts lines at the end, before the nothing that follows the last line's end. */
    private static void append(List<ConfigLine> lines, List<ConfigLine> fresh) {
        boolean ended = !lines.isEmpty() && lines.get(lines.size() - 1).raw().isEmpty();
        lines.addAll(ended ? lines.size() - 1 : lines.size(), fresh);
        if (!ended) {
            lines.add(ConfigLine.silent(""));
        }
    }

    /** Puts a note where it was before, or in front of everything. */
    List<ConfigLine> note(Note note) {
        List<ConfigLine> changed = new ArrayList<>();
        int place = 0;
        boolean found = false;
        for (ConfigLine line : lines) {
            boolean isNote = Note.parse(line.raw()).isPresent();
            boolean same = isNote && Note.parse(line.raw()).orElseThrow().name().equals(note.name());
            if (same) {
                place = changed.size();
                found = true;
            } else {
                changed.add(line);
                if (isNote && !found) {
                    place = changed.size();
                }
            }
        }
        if (!note.text().isEmpty()) {
            changed.add(place, ConfigLine.silent(note.line()));
        }
        if (changed.isEmpty()) {
            changed.add(ConfigLine.silent(""));
        }
        return changed;
    }
}
