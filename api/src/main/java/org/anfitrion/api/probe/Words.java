package org.anfitrion.api.probe;

import java.util.Collection;
import java.util.List;

/** Words for findings. */
final class Words {

    private static final int LONGEST = 100;

    private Words() {}

    /** What a file says, fit for a terminal: one line, not too long, nothing that a terminal obeys. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || !Character.isDefined(c) ? ' ' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip().replaceAll(" {2,}", " ");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(Collection<String> items) {
        List<String> all = List.copyOf(items);
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }
}
