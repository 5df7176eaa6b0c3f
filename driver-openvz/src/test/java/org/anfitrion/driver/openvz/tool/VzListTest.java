package org.anfitrion.driver.openvz.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vzlist prints is read whole or not at all. */
class VzListTest {

    private static final Failure ATTEMPT = Failure.to("list", "containers");
    private static final String TWO = "[{\"ctid\": 101,\"status\": \"running\",\"ip\": [\"10.77.0.2\",\"fe80::1\"],"
            + "\"physpages\": {\"held\": 252,\"maxheld\": 656,\"barrier\": 0,\"limit\": 9223372036854775807,\"failcnt\": 3},"
            + "\"laverage\": [0.00,0.01,0.05]},\n{\"ctid\": \"6fa9\",\"status\": \"stopped\",\"physpages\": null}]\n";

    @Test
    void rowsHaveTheirFieldsAndTheirCounters() {
        List<VzListRow> rows = VzList.parse(TWO, ATTEMPT);
        assertEquals(List.of("101", "6fa9"), rows.stream().map(VzListRow::id).toList());
        assertEquals("10.77.0.2 fe80::1", rows.get(0).fields().get("ip"));
        assertEquals(Optional.of(252L), rows.get(0).number("physpages.held"));
        assertEquals(Optional.of(Long.MAX_VALUE), rows.get(0).number("physpages.limit"));
        assertEquals(Optional.empty(), rows.get(1).number("physpages.held"));
    }

    @Test
    void aKeyThatIsRepeatedAsOpenVz7RepeatsNumprocIsReadOnce() {
        String text = "[{\"ctid\": \"a\",\"numproc\": {\"held\": 1},\"numproc\": {\"held\": 2}}]";
        assertEquals(Optional.of(1L), VzList.parse(text, ATTEMPT).get(0).number("numproc.held"));
    }

    @Test
    void outputThatIsCutShortAnywhereIsAnErrorAndNoShorterList() {
        String whole = TWO.strip();
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThrows(BackendFailureException.class, () -> VzList.parse(cut, ATTEMPT), cut);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[{\"ctid\": 1,\"description\": \"say \"hi\"\"}]", "[] x", "{}", "[{\"status\": \"running\"}]"})
    void whatIsNoListIsAnError(String text) {
        BackendFailureException thrown = assertThrows(BackendFailureException.class, () -> VzList.parse(text, ATTEMPT));
        assertTrue(thrown.getMessage().contains("vzlist"), thrown.getMessage());
    }

    @Test
    void anEmptyListHasNoRows() {
        assertEquals(List.of(), VzList.parse("[]\n", ATTEMPT));
    }
}
