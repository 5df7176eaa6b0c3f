package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the counters that OpenVZ limits a container by: how much is held, how much ever was, and how often more was refused.
 *
 * <pre>{@code
 * List<BeanCounter> counters = BeanCounter.parse(domain.call("beancounters", ""));
 * counters.stream().filter(counter -> counter.failures() > 0).forEach(System.out::println);
 * }</pre>
 *
 * @param name such as {@code numproc}
 * @param held in use now
 * @param maxHeld the most that was in use
 * @param barrier from where on more may be refused
 * @param limit beyond which more is refused
 * @param failures how often it was
 */
public record BeanCounter(String name, long held, long maxHeld, long barrier, long limit, long failures) {

    static final List<String> NAMES = List.of(
            "kmemsize",
            "lockedpages",
            "privvmpages",
            "shmpages",
            "numproc",
            "physpages",
            "vmguarpages",
            "oomguarpages",
            "numtcpsock",
            "numflock",
            "numpty",
            "numsiginfo",
            "tcpsndbuf",
            "tcprcvbuf",
            "othersockbuf",
            "dgramrcvbuf",
            "numothersock",
            "dcachesize",
            "numfile",
            "numiptent",
            "swappages");

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:\\d+:)?\\s*([a-z]+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*");

    /**
     * Reads counters.
     *
     * @param text the answer to the raw call {@code beancounters}, or a container's {@code /proc/user_beancounters}
     * @return the counters, in their order; lines that are none are left out
     */
    public static List<BeanCounter> parse(String text) {
        List<BeanCounter> counters = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher row = LINE.matcher(line);
            if (row.matches() && !row.group(1).equals("dummy")) {
                counters.add(new BeanCounter(
                        row.group(1),
                        number(row.group(2)),
                        number(row.group(3)),
                        number(row.group(4)),
                        number(row.group(5)),
                        number(row.group(6))));
            }
        }
        return counters;
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // more than 63 bits: no limit
        }
    }

    /** The line that {@link #parse} reads. */
    @Override
    public String toString() {
        return name + " " + held + " " + maxHeld + " " + barrier + " " + limit + " " + failures;
    }
}
