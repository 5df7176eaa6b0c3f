package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the statistics facet. */
final class StatisticsFaults {

    private StatisticsFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
