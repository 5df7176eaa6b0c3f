package org.anfitrion.driver.openvz.tool;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What vzlist says of a container.
 *
 * @param fields its fields; of one that is an object, each part with a dot: {@code physpages.held}
 */
public record VzListRow(Map<String, String> fields) {

    /**
     * Creates the row.
     *
     * @param fields its fields; of one that is an object, each part with a dot: {@code physpages.held}
     */
    public VzListRow {
        fields = Map.copyOf(fields);
    }

    /**
     * Returns what names the container.
     *
     * @return its number or UUID
     */
    public String id() {
        return Objects.requireNonNull(fields.get("ctid"));
    }

    /**
     * Returns the word for its state.
     *
     * @return such as {@code running}
     */
    public String status() {
        return fields.getOrDefault("status", "");
    }

    /**
     * Returns a number.
     *
     * @param field such as {@code physpages.held}
     * @return the number, if there is one that is not negative
     */
    public Optional<Long> number(String field) {
        return Optional.ofNullable(fields.get(field))
                .filter(text -> text.matches("\\d{1,19}"))
                .map(text -> {
                    try {
                        return Long.parseLong(text);
                    } catch (NumberFormatException e) {
                        return Long.MAX_VALUE; // more than 63 bits: no limit
                    }
                });
    }
}
