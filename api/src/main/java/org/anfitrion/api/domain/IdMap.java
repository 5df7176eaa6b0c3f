package org.anfitrion.api.domain;

import java.util.List;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * Who the users and groups of a container are on its host. A number that is in no range is nobody's there. Source:
 * user_namespaces(7), subuid(5).
 *
 * <pre>{@code
 * IdMap.from(100_000)   // 0 to 65535 in the container are 100000 to 165535 on the host
 * }</pre>
 *
 * @param users the ranges of users
 * @param groups the ranges of groups
 */
public record IdMap(List<Range> users, List<Range> groups) {

    /** No map: users and groups are the host's own, and the container's root is the host's. */
    public static final IdMap HOST = new IdMap(List.of(), List.of());

    private static final int USUAL = 65_536;

    /**
     * Creates the map.
     *
     * @param users the ranges of users
     * @param groups the ranges of groups
     * @throws InvalidSpecException if two ranges have a number in common, or only one of users and groups has ranges
     */
    public IdMap {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        if (users.isEmpty() != groups.isEmpty()) {
            throw InvalidSpecException.of("id map", users + " and " + groups, "users and groups are mapped together");
        }
        checkApart(users);
        checkApart(groups);
    }

    private static void checkApart(List<Range> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            for (Range other : ranges.subList(i + 1, ranges.size())) {
                if (ranges.get(i).meets(other)) {
                    throw InvalidSpecException.of("id map", ranges, "two ranges have a number in common");
                }
            }
        }
    }

    /**
     * Maps all users and groups that files usually belong to.
     *
     * @param first who root is on the host
     * @return 65,536 users and as many groups from there on
     * @throws InvalidSpecException if the numbers are beyond 32 bits
     */
    public static IdMap from(long first) {
        List<Range> all = List.of(new Range(0, first, USUAL));
        return new IdMap(all, all);
    }

    /**
     * A range of numbers.
     *
     * @param inside the first number in the container
     * @param outside the first number on the host
     * @param count how many there are
     */
    public record Range(long inside, long outside, long count) {

        private static final long NUMBERS = 1L << 32;

        /**
         * Creates the range.
         *
         * @param inside the first number in the container
         * @param outside the first number on the host
         * @param count how many there are
         * @throws InvalidSpecException if a number is beyond 32 bits, or there are none
         */
        public Range {
            if (inside < 0 || outside < 0 || count < 1 || count > NUMBERS - Math.max(inside, outside)) {
                throw InvalidSpecException.of(
                        "id map",
                        inside + " " + outside + " " + count,
                        "ids are numbers of 32 bits, one or more of them");
            }
        }

        private boolean meets(Range other) {
            return meet(inside, count, other.inside, other.count) || meet(outside, count, other.outside, other.count);
        }

        private static boolean meet(long one, long length, long other, long otherLength) {
            return one < other + otherLength && other < one + length;
        }

        /** Returns the range as {@code uid_map} of proc(5) has it: {@code 0 100000 65536}. */
        @Override
        public String toString() {
            return inside + " " + outside + " " + count;
        }
    }
}
