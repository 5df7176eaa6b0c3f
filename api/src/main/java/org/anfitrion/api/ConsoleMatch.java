package org.anfitrion.api;

import java.util.List;
import java.util.Objects;

/**
 * What {@link Console#expect} found.
 *
 * @param before what was written before it, since the reader's last position
 * @param text the matching text
 * @param groups the pattern's groups, the first one at 0; empty for a plain text, and {@code ""} for a group that took no part
 */
public record ConsoleMatch(String before, String text, List<String> groups) {

    /**
     * Checks that nothing is missing.
     *
     * @param before what was written before it, since the reader's last position
     * @param text the matching text
     * @param groups the pattern's groups, the first one at 0; empty for a plain text, and {@code ""} for a group that took no part
     */
    public ConsoleMatch {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(text, "text");
        groups = List.copyOf(groups);
    }
}
