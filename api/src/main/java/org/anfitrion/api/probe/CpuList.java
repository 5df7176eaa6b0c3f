package org.anfitrion.api.probe;

import java.util.BitSet;
import java.util.Optional;

/** The kernel's lists of processors, {@code 0-3,8}. Source: "List format" in cpuset(7). */
final class CpuList {

    /** More than any kernel is built for; what names more is no list of processors. */
    private static final int MOST = 1 << 16;

    private CpuList() {}

    /** Reads a list; empty if it is none. */
    static Optional<BitSet> parse(String text) {
        BitSet cpus = new BitSet();
        if (text.isBlank()) {
            return Optional.of(cpus);
        }
        for (String range : text.strip().split(",", -1)) {
            String[] ends = range.split("-", 2);
            int first = number(ends[0]);
            int last = ends.length == 1 ? first : number(ends[1]);
            if (first < 0 || last < first) {
                return Optional.empty();
            }
            cpus.set(first, last + 1);
        }
        return Optional.of(cpus);
    }

    /** A number of a processor; negative if it is none. */
    static int number(String text) {
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(digits);
        return number < MOST ? number : -1;
    }
}
