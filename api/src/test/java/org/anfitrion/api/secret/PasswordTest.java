package org.anfitrion.api.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.guest.ExecInput;
import org.anfitrion.api.guest.ExecSpec;
import org.junit.jupiter.api.Test;

class PasswordTest {

    private static final String SECRET = "c0rrect horse";

    @Test
    void aPasswordIsGivenAwayOnlyToWhoAsksForIt() {
        assertEquals(SECRET, Password.of(SECRET).reveal());
        assertFalse(Password.of(SECRET).toString().contains(SECRET));
    }

    @Test
    void noDescriptionShowsIt() {
        DomainSpec spec = DomainSpec.named("web")
                .display(DisplaySpec.vnc().password(Password.of(SECRET)))
                .build();
        assertFalse(spec.toString().contains(SECRET), spec::toString);
        ExecSpec exec = ExecSpec.of("passwd").input(SECRET.getBytes(StandardCharsets.UTF_8));
        assertFalse(exec.toString().contains(SECRET), exec::toString);
        assertTrue(exec.toString().contains("13 bytes"), exec::toString);
    }

    @Test
    void aMessageAboutAnImpossibleOneDoesNotShowIt() {
        InvalidSpecException thrown = assertThrows(InvalidSpecException.class, () -> Password.of(SECRET + "\n"));
        assertFalse(thrown.getMessage().contains(SECRET), thrown::getMessage);
    }

    @Test
    void equalSecretsAreEqual() {
        assertEquals(Password.of("a"), Password.of("a"));
        assertEquals(Password.of("a").hashCode(), Password.of("a").hashCode());
        assertNotEquals(Password.of("a"), Password.of("b"));
        assertEquals(new ExecInput(new byte[] {1}), new ExecInput(new byte[] {1}));
        assertNotEquals(new ExecInput(new byte[] {1}), new ExecInput(new byte[] {2}));
    }

    @Test
    void whatAProgramReadsIsACopy() {
        byte[] bytes = {1, 2};
        ExecInput input = new ExecInput(bytes);
        bytes[0] = 9;
        input.bytes()[1] = 9;
        assertEquals(new ExecInput(new byte[] {1, 2}), input);
    }
}
