package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anfitrion.api.connection.CredentialRequest.Kind;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that asks who is there lets in who answers. */
class CredentialsIT {

    @TempDir
    Path folder;

    private String uri;

    @BeforeEach
    void guard() {
        uri = TestHost.withUser(folder, "joe", "päss wörd");
    }

    @Test
    void whoAnswersIsLetIn() {
        List<Kind> asked = new CopyOnWriteArrayList<>();
        Credentials joe = Credentials.of("joe", "päss wörd");
        Credentials recorded = request -> {
            asked.add(request.kind());
            return joe.answer(request);
        };
        try (Session session = TestHost.open(uri, recorded)) {
            assertEquals(1, session.domains().list(DomainFilter.all(), Set.of()).size());
        }
        assertEquals(List.of(Kind.USER_NAME, Kind.PASSWORD), asked);
    }

    @Test
    void aWrongPasswordIsRefused() {
        AuthenticationFailedException refused = assertThrows(
                AuthenticationFailedException.class, () -> TestHost.open(uri, Credentials.of("joe", "wrong")));
        assertTrue(refused.getMessage().contains("the login was refused"), refused.getMessage());
    }

    @Test
    void whoDoesNotAnswerIsToldThatAnswersAreMissing() {
        AuthenticationFailedException refused =
                assertThrows(AuthenticationFailedException.class, () -> TestHost.open(uri));
        assertTrue(refused.getMessage().contains("not all were given"), refused.getMessage());
        Credentials onlyName = request -> request.kind() == Kind.USER_NAME ? Optional.of("joe") : Optional.empty();
        assertThrows(AuthenticationFailedException.class, () -> TestHost.open(uri, onlyName));
    }

    @Test
    void whatTheApplicationsOwnCodeThrowsIsTheCause() {
        IllegalStateException broken = new IllegalStateException("the vault is locked");
        AuthenticationFailedException failed = assertThrows(
                AuthenticationFailedException.class,
                () -> TestHost.open(uri, request -> {
                    throw broken;
                }));
        assertEquals(broken, failed.getCause());
    }

    /** libvirt frees each answer itself: memory that is not libc's ends the process within a few dozen logins. */
    @Test
    void fiveHundredLoginsDoNotAbortTheProcess() {
        for (int i = 0; i < 500; i++) {
            TestHost.open(uri, Credentials.of("joe", "päss wörd")).close();
        }
    }

    @Test
    void aHostWhoseFileIsMissingIsNamed() {
        NotFoundException missing =
                assertThrows(NotFoundException.class, () -> TestHost.open("test://" + folder + "/none.xml"));
        assertTrue(missing.getMessage().contains("/none.xml"), missing.getMessage());
    }
}
