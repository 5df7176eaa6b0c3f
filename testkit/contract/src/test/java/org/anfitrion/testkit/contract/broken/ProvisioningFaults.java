package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the provisioning facet. */
final class ProvisioningFaults {

    private ProvisioningFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
