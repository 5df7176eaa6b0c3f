package org.anfitrion.api.domain;

import static org.anfitrion.api.Samples.DISPLAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.secret.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplaySpecTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onePartIsChangedAndTheOthersStay(String part, DisplaySpec changed, Object value) {
        assertEquals(Set.of(part), Parts.changed(DISPLAY, changed));
        assertEquals(value, Parts.of(changed).get(part));
    }

    static Stream<Arguments> changes() {
        Password other = Password.of("other");
        return Stream.of(
                Arguments.of("listen", DISPLAY.listen("10.0.0.1"), "10.0.0.1"),
                Arguments.of("port", DISPLAY.port(5999), OptionalInt.of(5999)),
                Arguments.of("password", DISPLAY.password(other), Optional.of(other)));
    }

    @Test
    void aDisplayIsForThisHostOnlyUnlessItIsToldOtherwise() {
        assertEquals(
                new DisplaySpec(DisplayProtocol.VNC, "127.0.0.1", OptionalInt.empty(), Optional.empty()),
                DisplaySpec.vnc());
        assertEquals(
                new DisplaySpec(DisplayProtocol.SPICE, "127.0.0.1", OptionalInt.empty(), Optional.empty()),
                DisplaySpec.spice());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5900, 65_535})
    void anyPortCanShowADisplay(int port) {
        assertEquals(OptionalInt.of(port), DisplaySpec.vnc().port(port).port());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void noOtherPortCan(int port) {
        InvalidSpecException e =
                assertThrows(InvalidSpecException.class, () -> DisplaySpec.vnc().port(port));
        assertEquals("display port '" + port + "'", e.failure().target());
    }

    @Test
    void anAddressHasOneLine() {
        assertThrows(InvalidSpecException.class, () -> DISPLAY.listen("::1\n"));
    }

    @Test
    void aDisplayDoesNotShowItsPassword() {
        assertFalse(DISPLAY.toString().contains("secret"));
    }
}
