package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the migration facet. */
final class MigrationFaults {

    private MigrationFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
