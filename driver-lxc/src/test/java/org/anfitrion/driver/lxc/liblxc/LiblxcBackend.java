package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.lxc.LxcDriver;
import org.anfitrion.testkit.contract.AddressedGuest;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BackendBuilder;
import org.anfitrion.testkit.contract.BootableGuest;
import org.anfitrion.testkit.contract.CountedDevices;
import org.anfitrion.testkit.contract.DeviceFixture;
import org.anfitrion.testkit.contract.GuestFixture;
import org.anfitrion.testkit.contract.SnapshotFixture;

/** A folder of liblxc's containers, as the contract sees it. */
final class LiblxcBackend {

    static final String NAME = "liblxc";

    private LiblxcBackend() {}

    static Backend raised() {
        LxcLab lab = LxcLab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(NAME, reason))
                .orElseGet(() -> described(lab).build());
    }

    private static BackendBuilder described(LxcLab lab) {
        UnaryOperator<DomainSpecBuilder> container = container(lab.root());
        return Backend.of(NAME, new LxcDriver(), "lxc://" + lab.lxcPath())
                .patience(Duration.ofSeconds(15))
                .domains(container)
                .devices(domain -> domain.filesystem(
                                FilesystemSpec.directory("/srv", "/srv").asReadOnly())
                        .filesystem(new FilesystemSpec(
                                new FilesystemSource.Temporary(DataSize.mebibytes(1)),
                                "/scratch",
                                false,
                                Optional.empty()))
                        .console(ConsoleSpec.paravirtual()))
                .guest(BootableGuest.of(domain -> domain.console(ConsoleSpec.paravirtual()))
                        .begins("READY")
                        .says("READY")
                        .listens()
                        .echoes())
                .with(new AddressedGuest(
                        domain -> domain.nic(NicSpec.unconnected().mac("52:54:00:6c:78:63")), Duration.ofSeconds(15)))
                .with(new CountedDevices(domain -> domain.nic(NicSpec.unconnected())))
                .with(GuestFixture.of(UnaryOperator.identity())
                        .alwaysAnswering()
                        .lasting(List.of("sleep", "32173"), List.of("sh", "-c", "ps | grep -q '[s]leep 32173'")))
                .with(new DeviceFixture(
                        List.of(
                                NicSpec::unconnected,
                                () -> FilesystemSpec.directory("/srv", "/plugged in"),
                                () -> new FilesystemSpec(
                                        new FilesystemSource.Temporary(DataSize.mebibytes(1)),
                                        "/plugged memory",
                                        false,
                                        Optional.empty())),
                        Optional.empty(),
                        new DiskSource.Empty(),
                        Optional.empty()))
                .with(new SnapshotFixture(
                        domain -> domain.filesystems(
                                List.of(FilesystemSpec.directory(lab.root().toString(), "/"))),
                        LiblxcBackend::write,
                        (domain, length) -> read(domain)))
                .dialect(new ConfigurationDialect())
                .refuses("lxc:///no/such/folder", ConnectionLostException.class)
                .refuses("lxc:///?nonsense=1", InvalidSpecException.class);
    }

    private static Path kept(DomainSpec domain) {
        return Path.of(((FilesystemSource.Directory) domain.filesystems().get(0).source()).path(), "etc/kept");
    }

    private static void write(DomainSpec domain, byte[] bytes) {
        try {
            Files.write(kept(domain), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(DomainSpec domain) {
        try {
            return Files.readAllBytes(kept(domain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every description needs: files, and what to start of them. */
    static UnaryOperator<DomainSpecBuilder> container(Path root) {
        return domain -> domain.filesystem(FilesystemSpec.directory(root.toString(), "/"));
    }
}
