package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the snapshot facet. */
final class SnapshotFaults {

    private SnapshotFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
