package org.anfitrion.testkit.contract.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/** The generators keep to what descriptions accept. */
class DomainNamesProperties {

    @Property
    void everyLegalNameIsAccepted(@ForAll("legalNames") String name) {
        assertEquals(name, DomainSpec.named(name).build().name());
    }

    @Property
    void everyIllegalNameIsRefused(@ForAll("illegalNames") String name) {
        assertThrows(InvalidSpecException.class, () -> DomainSpec.named(name));
    }

    @Property
    void everyIllegalAmountOfMemoryIsRefused(@ForAll("illegalMemory") long bytes) {
        assertThrows(InvalidSpecException.class, () -> Memory.of(DataSize.bytes(bytes)));
    }

    @Property(tries = 200)
    void descriptionsAreFoundByTheirType(@ForAll DomainSpec spec) {
        assertEquals(spec, spec.toBuilder().build());
    }

    @Provide
    Arbitrary<String> legalNames() {
        return DomainNames.legal();
    }

    @Provide
    Arbitrary<String> illegalNames() {
        return DomainNames.illegal();
    }

    @Provide
    Arbitrary<Long> illegalMemory() {
        return Quantities.illegalMemory();
    }
}
