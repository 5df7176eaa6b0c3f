package org.anfitrion.api.domain;

import com.google.common.base.Splitter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * A set of CPUs by number. Immutable; written as Linux writes such lists: {@code 0-3,8}.
 *
 * @param cpus their numbers, from 0
 */
public record CpuSet(Set<Integer> cpus) {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /**
     * Creates the description.
     *
     * @param cpus their numbers, from 0
     * @throws InvalidSpecException if it is empty or a number is out of range
     */
    public CpuSet {
        cpus = Set.copyOf(cpus);
        if (cpus.isEmpty() || cpus.stream().anyMatch(cpu -> cpu < 0 || cpu >= CpuCount.LIMIT)) {
            throw InvalidSpecException.of(
                    "CPU set", cpus, "it has at least one CPU, each from 0 to " + (CpuCount.LIMIT - 1));
        }
    }

    /**
     * Returns the set of these CPUs.
     *
     * @param numbers from 0
     * @return the set
     * @throws InvalidSpecException if it is empty or a number is out of range
     */
    public static CpuSet of(Integer... numbers) {
        return new CpuSet(new TreeSet<>(Arrays.asList(numbers)));
    }

    /**
     * Reads a list as Linux writes it.
     *
     * @param text such as {@code 0-3,8}
     * @return the set
     * @throws InvalidSpecException if it is not such a list
     */
    public static CpuSet parse(String text) {
        Set<Integer> numbers = new TreeSet<>();
        for (String range : Splitter.on(',').trimResults().split(text)) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                throw InvalidSpecException.of("CPU set", text, "expected something like 0-3,8");
            }
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (to < from || to >= CpuCount.LIMIT) {
                throw InvalidSpecException.of(
                        "CPU set", text, "a range ends before it begins, or beyond " + CpuCount.LIMIT);
            }
            IntStream.rangeClosed(from, to).forEach(numbers::add);
        }
        return new CpuSet(numbers);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<Integer> sorted = cpus.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            int from = i;
            while (i + 1 < sorted.size() && sorted.get(i + 1) == sorted.get(i) + 1) {
                i++;
            }
            text.append(text.isEmpty() ? "" : ",").append(sorted.get(from));
            if (i > from) {
                text.append('-').append(sorted.get(i));
            }
        }
        return text.toString();
    }
}
