package org.anfitrion.driver.lxc.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.anfitrion.api.domain.IdMap;

/**
 * Who a container's users are on the host, as configurations and tables have it: {@code lxc.idmap}. A container with such
 * ranges is an unprivileged one. Source: lxc.container.conf(5), subuid(5).
 */
public final class IdMaps {

    /** The key. */
    static final String KEY = "lxc.idmap";

    private static final Pattern TEXT = Pattern.compile("([ugb])\\s+(\\d{1,10})\\s+(\\d{1,10})\\s+(\\d{1,10})");

    private IdMaps() {}

    /** Reads the map of a configuration; without one it is the host's. Nothing if no description can have it. */
    static Optional<IdMap> of(LxcConfig config) {
        List<IdMap.Range> users = new ArrayList<>();
        List<IdMap.Range> groups = new ArrayList<>();
        for (String text : config.all(KEY)) {
            Matcher matcher = TEXT.matcher(text.strip());
            Optional<IdMap.Range> range =
                    matcher.matches() ? range(matcher.group(2), matcher.group(3), matcher.group(4)) : Optional.empty();
            if (range.isEmpty()) {
                return Optional.empty();
            }
            String kind = matcher.group(1);
            if (!kind.equals("g")) {
                users.add(range.get());
            }
            if (!kind.equals("u")) {
                groups.add(range.get());
            }
        }
        return Amounts.fit(() -> new IdMap(users, groups));
    }

    private static Optional<IdMap.Range> range(String inside, String outside, String count) {
        return Amounts.fit(
                () -> new IdMap.Range(Long.parseLong(inside), Long.parseLong(outside), Long.parseLong(count)));
    }

    /** The lines of a configuration: {@code u 0 100000 65536}. */
    static List<String> lines(IdMap map) {
        return Stream.concat(
                        map.users().stream().map(range -> "u " + range),
                        map.groups().stream().map(range -> "g " + range))
                .toList();
    }

    /**
     * Finds the first range that a table of subordinate ids gives to a user.
     *
     * @param table the text of {@code /etc/subuid} or {@code /etc/subgid}
     * @param name the user's name
     * @param number the user's number, which may stand for the name
     * @return a range that begins at 0 in a container, if there is one
     */
    public static Optional<IdMap.Range> subordinate(String table, String name, long number) {
        return table.lines()
                .map(line -> line.strip().split(":", -1))
                .filter(fields -> fields.length == 3)
                .filter(fields -> fields[0].equals(name) || fields[0].equals(Long.toString(number)))
                .filter(fields -> fields[1].matches("\\d{1,10}") && fields[2].matches("\\d{1,10}"))
                .flatMap(fields -> range("0", fields[1], fields[2]).stream())
                .findFirst();
    }
}
