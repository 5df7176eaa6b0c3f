package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A domain's NUMA nodes share out all of its CPUs and all of its memory, and nothing twice. */
class NumaTest {

    private static final DataSize MEMORY = DataSize.mebibytes(64);

    private static DomainSpec domain(List<NumaCell> nodes) {
        return DomainSpec.named("web")
                .cpus(new CpuCount(1, 4))
                .memory(new Memory(DataSize.mebibytes(32), MEMORY))
                .numa(nodes)
                .build();
    }

    private static NumaCell node(String cpus, DataSize memory) {
        return new NumaCell(CpuSet.parse(cpus), memory, Optional.empty());
    }

    @Test
    void allThatTheDomainCanHaveIsInANode() {
        List<NumaCell> nodes = List.of(node("0,3", DataSize.mebibytes(63)), node("1-2", DataSize.mebibytes(1)));
        assertEquals(nodes, domain(nodes).numa());
        assertEquals(1, domain(List.of(node("0-3", MEMORY))).numa().size());
        assertEquals(List.of(), domain(List.of()).numa());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0-1; 32; 2-4; 32; CPU 4",
                "0-1; 32; 1-3; 32; CPU 1",
                "0-1; 32; 2; 32; all CPUs",
                "0-1; 32; 2-3; 31; all memory",
                "0-1; 32; 2-3; 33; all memory"
            })
    void whatIsNotSharedOutIsRefused(String one, long oneMemory, String other, long otherMemory, String why) {
        List<NumaCell> nodes =
                List.of(node(one, DataSize.mebibytes(oneMemory)), node(other, DataSize.mebibytes(otherMemory)));
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> domain(nodes));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void moreMemoryThanANumberCanHoldIsNotTheDomainsMemory() {
        DataSize quarter = DataSize.bytes(1L << 62); // four of them are 2^64 bytes: none, for who counts in 64 bits
        List<NumaCell> nodes = new ArrayList<>();
        for (int cpu = 0; cpu < 3; cpu++) {
            nodes.add(node(Integer.toString(cpu), quarter));
        }
        nodes.add(node("3", DataSize.bytes(quarter.bytes() + MEMORY.bytes())));
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> domain(nodes));
        assertTrue(e.getMessage().contains("all memory"), e.getMessage());
    }
}
