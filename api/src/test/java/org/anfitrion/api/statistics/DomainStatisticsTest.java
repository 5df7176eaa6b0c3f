package org.anfitrion.api.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.Samples;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DomainStatisticsTest {

    private static DomainStatistics of(DomainInfo row) {
        return new DomainStatistics(row, 1, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    @Test
    void aRowSaysWhoseStatisticsItHas() {
        DomainStatistics row = of(Samples.ROW);
        assertEquals(new DomainId("7"), row.id());
        assertEquals("web", row.name());
        assertEquals(DomainState.RUNNING, row.state());
    }

    @ParameterizedTest
    @MethodSource("lacking")
    void aRowLacksNeitherStatusNorMemory(DomainInfo row) {
        assertThrows(IllegalStateException.class, () -> of(row));
    }

    static Stream<DomainInfo> lacking() {
        DomainInfo full = Samples.ROW;
        return Stream.of(
                DomainInfo.of(full.id(), "web").status(full.status()).build(),
                DomainInfo.of(full.id(), "web").resources(1, full.memory()).build());
    }
}
