package org.anfitrion.driver.vbox.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.connection.CredentialRequest;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;

/**
 * As whom something is done in a guest. VirtualBox wants a user of the guest and the password; both are answered by the credentials
 * that the session was opened with. The password goes into a file that only this user can read, until it is closed: on a command
 * line everybody could.
 *
 * @param name the user
 * @param passwordFile the file
 */
record GuestUser(String name, Path passwordFile) implements AutoCloseable {

    static GuestUser of(Credentials credentials, Optional<String> wanted, Failure attempt) {
        String name = wanted.or(() -> credentials.answer(
                        new CredentialRequest(CredentialRequest.Kind.USER_NAME, "user of the guest")))
                .orElseThrow(() -> unknown(attempt, "a user"));
        String password = credentials
                .answer(new CredentialRequest(CredentialRequest.Kind.PASSWORD, "password of " + name + " in the guest"))
                .orElseThrow(() -> unknown(attempt, "the password"));
        try {
            Path file = Files.createTempFile("anfitrion", ".guest");
            Files.write(file, password.getBytes(StandardCharsets.UTF_8));
            return new GuestUser(name, file);
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because("the password cannot be handed to VBoxManage: " + e.getMessage())
                            .causedBy(e));
        }
    }

    private static AuthenticationFailedException unknown(Failure attempt, String what) {
        return new AuthenticationFailedException(attempt.because("the Guest Additions want " + what
                + " of the guest: give credentials when the connection is opened (ConnectOptions)"));
    }

    List<String> words() {
        return List.of("--username", name, "--passwordfile", passwordFile.toString());
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(passwordFile);
        } catch (IOException e) {
            throw new BackendFailureException(Failure.to("delete", "password file " + passwordFile)
                    .because(String.valueOf(e.getMessage()))
                    .causedBy(e));
        }
    }
}
