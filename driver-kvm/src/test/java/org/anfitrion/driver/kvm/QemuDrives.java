package org.anfitrion.driver.kvm;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.support.Command;
import org.anfitrion.testkit.contract.DriveContent;
import org.anfitrion.testkit.contract.DriveFixture;

/** Reaches what is in drives of QEMU: through its monitor while a domain runs, and with its own tools afterwards. */
final class QemuDrives implements DriveContent {

    private static final Duration ENOUGH = Duration.ofMinutes(1);

    /** One for all, until this process ends: libvirt's embedded driver can be opened some twenty times in its life. */
    private final Supplier<Session> session;

    private final Path folder;

    private QemuDrives(String uri, Path folder) {
        this.session = Suppliers.memoize(() -> open(uri));
        this.folder = folder;
    }

    private static Session open(String uri) {
        return new KvmDriver()
                .open(
                        HypervisorUri.parse(uri),
                        new OpenContext(
                                Deadline.after(ENOUGH),
                                false,
                                Credentials.none(),
                                GuestsOnClose.KEEP,
                                DataSize.mebibytes(1)));
    }

    /** Drives in a folder, made from an image that is empty. */
    static DriveFixture in(Path folder, Path empty, String uri) {
        QemuDrives drives = new QemuDrives(uri, folder);
        return new DriveFixture(
                name -> DiskSpec.file(copy(empty, folder.resolve(name + ".qcow2")))
                        .target("vda"),
                name -> folder.resolve(name).toString(),
                Optional.of(drives));
    }

    private static Path copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            return Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(String domain, String target, long offset, byte[] bytes) {
        DomainId id = session.get()
                .domains()
                .find(new DomainRef.ByName(domain), EnumSet.noneOf(DomainField.class))
                .orElseThrow()
                .id();
        NativeFacet monitor = session.get().facet(NativeFacet.class).orElseThrow();
        // The monitor's qemu-io knows patterns of one byte only.
        for (int i = 0; i < bytes.length; i++) {
            String write = "qemu-io -d /machine/peripheral/virtio-disk0/virtio-backend \"write -P "
                    + Byte.toUnsignedInt(bytes[i]) + " " + (offset + i) + " 1\"";
            String said = monitor.call(id, "hmp", write, Deadline.after(ENOUGH));
            if (!said.isBlank()) {
                throw new AssertionError(write + ": " + said);
            }
        }
        monitor.call(
                id, "hmp", "qemu-io -d /machine/peripheral/virtio-disk0/virtio-backend flush", Deadline.after(ENOUGH));
    }

    @Override
    public byte[] read(String path, DiskFormat format, long offset, int length) {
        // A backup of what changed lies on the image that the guest still writes to.
        return converted(offset, length, "-U", "-f", format.name(), path);
    }

    @Override
    public byte[] fetch(BackupExport export, String target, long offset, int length) {
        String name = export.exports().get(target);
        String where = export.socket()
                .map(socket -> "nbd+unix:///" + name + "?socket=" + socket)
                .orElseGet(() -> "nbd://" + export.host() + ":" + export.port() + "/" + name);
        return converted(offset, length, "-f", "raw", where);
    }

    private byte[] converted(long offset, int length, String... source) {
        try {
            Path raw = Files.createTempFile(folder, "content", ".raw");
            try {
                String[] arguments = Arrays.copyOf(source, source.length + 4);
                System.arraycopy(source, 0, arguments, 3, source.length);
                arguments[0] = "convert";
                arguments[1] = "-O";
                arguments[2] = "raw";
                arguments[arguments.length - 1] = raw.toString();
                Command.of("qemu-img", arguments).run(Deadline.after(ENOUGH)).orThrow();
                try (RandomAccessFile content = new RandomAccessFile(raw.toFile(), "r")) {
                    byte[] bytes = new byte[length];
                    content.seek(offset);
                    content.readFully(bytes);
                    return bytes;
                }
            } finally {
                Files.deleteIfExists(raw);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public void delete(String path) {
        try {
            Files.deleteIfExists(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
