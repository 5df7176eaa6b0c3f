package org.anfitrion.libvirt.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;

/**
 * Hosts of libvirt's test driver. {@code test:///default} is one for the whole process; a file gives each connection a host of
 * its own, which is gone with the connection.
 */
final class TestHost {

    static final Duration SOON = Duration.ofSeconds(20);

    private static final String NODE = """
            <node>
              <domain type='test'>
                <name>resident</name>
                <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
                <memory unit='KiB'>262144</memory>
                <vcpu>2</vcpu>
                <os><type>hvm</type></os>
              </domain>
              %s
            </node>
            """;

    private TestHost() {}

    static String inFolder(Path folder) {
        return write(folder.resolve("host.xml"), "");
    }

    static String withUser(Path folder, String user, String password) {
        String auth = "<auth><user password='" + password + "'>" + user + "</user></auth>";
        return write(folder.resolve("guarded.xml"), auth);
    }

    private static String write(Path file, String more) {
        try {
            Files.writeString(file, NODE.formatted(more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "test://" + file;
    }

    static OpenContext context(boolean readOnly, Credentials credentials) {
        return new OpenContext(Deadline.after(SOON), readOnly, credentials, GuestsOnClose.KEEP, DataSize.kibibytes(64));
    }

    static Session open(String uri) {
        return open(uri, Credentials.none());
    }

    static Session open(String uri, Credentials credentials) {
        return new LibvirtDriver().open(HypervisorUri.parse(uri), context(false, credentials));
    }

    static Session openReadOnly(String uri) {
        return new LibvirtDriver().open(HypervisorUri.parse(uri), context(true, Credentials.none()));
    }

    static DomainSpec domain(String name) {
        return DomainSpec.named(name)
                .cpus(1)
                .memory(DataSize.mebibytes(64))
                .console(ConsoleSpec.serial())
                .build();
    }

    static Deadline soon() {
        return Deadline.after(SOON);
    }
}
