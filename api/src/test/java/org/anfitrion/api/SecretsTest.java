package org.anfitrion.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.anfitrion.api.connection.CredentialRequest;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is in no message and in no toString. */
class SecretsTest {

    /** Credentials as an application may write them, carelessly. */
    private record Login(String user, String password) implements Credentials {

        @Override
        public Optional<String> answer(CredentialRequest request) {
            return Optional.of(password);
        }
    }

    private static void hides(String shown) {
        assertFalse(shown.contains("hunter"), shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu+ssh://admin:hunter2@host.example/system",
                "qemu+ssh://admin:hunter2@host.example:port/system",
                "qemu+ssh://admin:x/hunter2@host.example/system",
                "qemu+ssh://admin:hunter2/x@host.example/system",
                "qemu+ssh://admin:hunter2:x@host example/system",
                "qemu+ssh://admin:x@hunter2@host.example/system",
                "qemu+ssh://admin:hunter%2@host.example/system",
                "qemu+ssh://admin:hunter2 @host.example/system",
                "qemu+ssh://admin:hunter2?@host.example/system",
                "qemu+ssh://admin:hunter2#x@host.example/system",
                "qemu+ssh://admin:hunter2@host.example/system#fragment",
                "qemu+ssh+x://admin:hunter2@host.example/system",
                "qemu+ssh://host.example/system?password=hunter2",
                "qemu+ssh://host.example/system?no_verify=1&Passwd=hunter2",
                "qemu+ssh://host.example/system?password=hunter2&a=1&a=2",
                "qemu+ssh://ho st/system?passphrase=hunter2"
            })
    void aPasswordInAUriIsRefusedAndNotShown(String uri) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> HypervisorUri.parse(uri));
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        hides(trace.toString());
    }

    @Test
    void credentialsAreNotShown() {
        hides(Credentials.of("admin", "hunter2").toString());
    }

    @Test
    void whatADriverIsOpenedWithDoesNotShowCredentials() {
        hides(new OpenContext(
                        Deadline.after(Duration.ofSeconds(1)),
                        false,
                        new Login("admin", "hunter2"),
                        GuestsOnClose.KEEP,
                        DataSize.mebibytes(1))
                .toString());
    }

    @Test
    void optionsDoNotShowCredentials() {
        hides(ConnectOptions.defaults()
                .credentials(new Login("admin", "hunter2"))
                .toString());
    }

    @Test
    void aConfigurationDoesNotShowItsNativeText() {
        hides(new Described<>(
                        View.CONFIG, DomainSpec.named("web").build(), "<graphics type='vnc' passwd='hunter2'/>", "1")
                .toString());
    }
}
