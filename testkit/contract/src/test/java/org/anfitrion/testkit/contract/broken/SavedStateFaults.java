package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the saved state facet. */
final class SavedStateFaults {

    private SavedStateFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
