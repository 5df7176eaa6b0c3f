package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the address facet. */
final class AddressFaults {

    private AddressFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
