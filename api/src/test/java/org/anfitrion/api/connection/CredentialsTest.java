package org.anfitrion.api.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.anfitrion.api.connection.CredentialRequest.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CredentialsTest {

    @ParameterizedTest
    @CsvSource({"USER_NAME, admin", "PASSWORD, s3cret", "REALM,", "OTHER,"})
    void nameAndPasswordAnswerTheirOwnQuestionsOnly(Kind kind, String answer) {
        Credentials credentials = Credentials.of("admin", "s3cret");
        assertEquals(Optional.ofNullable(answer), credentials.answer(new CredentialRequest(kind, "?")));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noCredentialsAnswerNothing(Kind kind) {
        assertEquals(Optional.empty(), Credentials.none().answer(new CredentialRequest(kind, "?")));
    }

    @Test
    void aNameGoesWithAPassword() {
        assertThrows(NullPointerException.class, () -> Credentials.of(null, "s3cret"));
        assertThrows(NullPointerException.class, () -> Credentials.of("admin", null));
    }
}
