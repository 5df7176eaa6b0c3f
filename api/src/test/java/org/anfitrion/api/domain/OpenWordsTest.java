package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of backends that this library keeps although it need not know them. */
class OpenWordsTest {

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("disk bus", DiskBus::new),
                kind("disk format", DiskFormat::new),
                kind("NIC model", NicModel::new),
                kind("display protocol", DisplayProtocol::new));
    }

    private static Arguments kind(String field, Function<String, Object> made) {
        return Arguments.of(field, made);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void aWordIsKeptInLowerCase(String field, Function<String, Object> made) {
        assertEquals("new-1.0_b+", made.apply("NEW-1.0_b+").toString());
        assertEquals(made.apply("new"), made.apply("New"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void whatIsNoWordIsRefused(String field, Function<String, Object> made) {
        for (String text : new String[] {"", "two words", "-x", "a'b", "w".repeat(65)}) {
            InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> made.apply(text), text);
            assertTrue(e.failure().target().startsWith(field), e.getMessage());
        }
        assertEquals("w".repeat(64), made.apply("w".repeat(64)).toString());
    }

    @Test
    void theChannelOfTheGuestAgentIsTheOneThatQemusAgentOpens() {
        assertEquals("org.qemu.guest_agent.0", ChannelSpec.guestAgent().name());
        assertThrows(InvalidSpecException.class, () -> new ChannelSpec("two words"));
    }

    @Test
    void aConsoleIsSerialOrParavirtual() {
        assertEquals(ConsoleSpec.Type.SERIAL, ConsoleSpec.serial().type());
        assertEquals(ConsoleSpec.Type.PARAVIRTUAL, ConsoleSpec.paravirtual().type());
    }
}
