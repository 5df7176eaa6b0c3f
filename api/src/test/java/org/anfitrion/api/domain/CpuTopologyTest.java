package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTopologyTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1", "2, 3, 5, 7, 210", "8192, 1, 1, 1, 8192", "8, 8, 64, 2, 8192"})
    void theLayoutHasAPlaceForEachThread(int sockets, int dies, int cores, int threads, int places) {
        assertEquals(places, new CpuTopology(sockets, dies, cores, threads).places());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1",
        "1, 0, 1, 1",
        "1, 1, 0, 1",
        "1, 1, 1, 0",
        "8193, 1, 1, 1",
        "1, 8193, 1, 1",
        "1, 1, 8193, 1",
        "1, 1, 1, 8193",
        "8192, 2, 1, 1",
        // 2^64 places: none, for who counts in 64 bits
        "65536, 65536, 65536, 65536",
        "2147483647, 2147483647, 2147483647, 2147483647"
    })
    void anImpossibleLayoutIsRefusedByItsNumbers(int sockets, int dies, int cores, int threads) {
        InvalidSpecException e =
                assertThrows(InvalidSpecException.class, () -> new CpuTopology(sockets, dies, cores, threads));
        assertTrue(e.getMessage().contains(sockets + "x" + dies + "x" + cores + "x" + threads), e.getMessage());
    }
}
