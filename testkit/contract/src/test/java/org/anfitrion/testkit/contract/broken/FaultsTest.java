package org.anfitrion.testkit.contract.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.testkit.contract.Rule;
import org.junit.jupiter.api.Test;

/** No rule is there that no driver was seen to break. */
class FaultsTest {

    @Test
    void everyRuleHasADriverThatBreaksIt() {
        Set<Rule> broken = Stream.of(
                        BrokenSessionTest.faults(),
                        BrokenDomainTest.faults(),
                        BrokenDescriptionTest.faults(),
                        BrokenPowerTest.faults(),
                        BrokenEventTest.faults(),
                        BrokenFacetTest.faults())
                .flatMap(faults -> faults)
                .map(Fault::rule)
                .collect(Collectors.toSet());
        assertEquals(Set.of(Rule.values()), broken);
    }
}
