package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the backup facet. */
final class BackupFaults {

    private BackupFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
