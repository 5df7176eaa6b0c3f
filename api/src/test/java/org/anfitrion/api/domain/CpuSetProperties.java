package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.anfitrion.api.error.InvalidSpecException;

class CpuSetProperties {

    @Property
    void aSetIsReadAsItWasWritten(@ForAll @NotEmpty Set<@IntRange(max = 8191) Integer> cpus) {
        assertEquals(new CpuSet(cpus), CpuSet.parse(new CpuSet(cpus).toString()));
    }

    @Example
    void neighboursAreWrittenAsARange() {
        assertEquals("0-3,8,10-11", CpuSet.of(11, 0, 1, 2, 3, 8, 10).toString());
        assertEquals(CpuSet.of(0, 1, 5), CpuSet.parse("0-1, 5"));
        assertEquals(CpuSet.of(8191), CpuSet.parse("8191"));
    }

    @Example
    void whatIsNoListOfCpusIsRefused() {
        for (String text :
                new String[] {"", "a", "1-", "-1", "3-1", "1,,2", "0-8192", "8192", "1;2", "123456", "8191-8192"}) {
            assertThrows(InvalidSpecException.class, () -> CpuSet.parse(text), text);
        }
        assertThrows(InvalidSpecException.class, () -> new CpuSet(Set.of()));
        assertThrows(InvalidSpecException.class, () -> CpuSet.of(-1));
        assertThrows(InvalidSpecException.class, () -> CpuSet.of(8192));
    }

    @Example
    void aRefusedListIsShownAndTheMessageSaysWhy() {
        InvalidSpecException form = assertThrows(InvalidSpecException.class, () -> CpuSet.parse("one"));
        assertEquals("CPU set 'one'", form.failure().target());
        assertTrue(form.failure().reason().contains("0-3,8"), form.getMessage());
        InvalidSpecException order = assertThrows(InvalidSpecException.class, () -> CpuSet.parse("1,5-4"));
        assertEquals("CPU set '1,5-4'", order.failure().target());
        assertTrue(order.failure().reason().contains("before it begins"), order.getMessage());
        InvalidSpecException beyond = assertThrows(InvalidSpecException.class, () -> CpuSet.parse("0,8192"));
        assertEquals("CPU set '0,8192'", beyond.failure().target());
        InvalidSpecException range = assertThrows(InvalidSpecException.class, () -> CpuSet.of(8192));
        assertTrue(range.failure().reason().contains("0 to 8191"), range.getMessage());
    }

    @Example
    void theFirstAndTheLastCpuAreTaken() {
        assertEquals("0,8191", CpuSet.of(8191, 0).toString());
        assertEquals(8192, CpuSet.parse("0-8191").cpus().size());
        assertEquals(CpuSet.of(3), CpuSet.parse("3-3"));
        assertEquals("3", CpuSet.of(3, 3).toString());
    }
}
