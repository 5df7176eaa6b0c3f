package org.anfitrion.driver.lxc.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change of the limits of a container that runs.
 *
 * @param files the values to be written, by the names of the files in its control groups, in this order
 * @param notes what has to be known to read them back, until it stops; an empty text is none
 */
public record LimitsChange(Map<String, String> files, Map<String, String> notes) {

    /**
     * Takes copies that keep their order.
     *
     * @param files the values to be written, by the names of the files in its control groups, in this order
     * @param notes what has to be known to read them back, until it stops; an empty text is none
     */
    public LimitsChange {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /**
     * Returns the values in an order that the kernel takes: in version 1 there is no moment at which memory alone may be more than
     * memory and swap together.
     *
     * @param present what a file says now
     * @return the values, by the names of the files
     */
    public Map<String, String> inOrder(Function<String, Optional<String>> present) {
        String memory = files.get(Limit.MEMORY);
        String swap = files.get(Limit.SWAP);
        if (memory == null
                || swap == null
                || present.apply(Limit.SWAP).filter(now -> more(memory, now)).isEmpty()) {
            return files;
        }
        Map<String, String> outerFirst = new LinkedHashMap<>();
        outerFirst.put(Limit.SWAP, swap);
        files.forEach(outerFirst::putIfAbsent);
        return outerFirst;
    }

    private static boolean more(String one, String other) {
        try {
            return Long.parseLong(one) > Long.parseLong(other);
        } catch (NumberFormatException e) {
            return false; // no number is no limit
        }
    }
}
