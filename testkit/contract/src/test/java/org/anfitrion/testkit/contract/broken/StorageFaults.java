package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the storage facet. */
final class StorageFaults {

    private StorageFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
