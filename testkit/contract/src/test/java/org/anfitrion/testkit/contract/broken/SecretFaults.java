package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the secret facet. */
final class SecretFaults {

    private SecretFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
