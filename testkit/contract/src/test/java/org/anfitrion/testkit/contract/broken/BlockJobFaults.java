package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the block job facet. */
final class BlockJobFaults {

    private BlockJobFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
