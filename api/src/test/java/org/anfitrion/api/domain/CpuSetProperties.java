package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
        for (String text : new String[] {"", "a", "1-", "-1", "3-1", "1,,2", "0-8192", "8192", "1;2", "123456"}) {
            assertThrows(InvalidSpecException.class, () -> CpuSet.parse(text), text);
        }
        assertThrows(InvalidSpecException.class, () -> new CpuSet(Set.of()));
        assertThrows(InvalidSpecException.class, () -> CpuSet.of(-1));
        assertThrows(InvalidSpecException.class, () -> CpuSet.of(8192));
    }
}
