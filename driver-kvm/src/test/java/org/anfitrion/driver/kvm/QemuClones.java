package org.anfitrion.driver.kvm;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.support.Command;
import org.anfitrion.testkit.contract.ProvisioningFixture;

/** Domains with a drive on a volume, which QEMU's own tools read and write while no guest does. */
final class QemuClones {

    private static final Duration ENOUGH = Duration.ofMinutes(1);
    private static final String POOL = "clones";

    private final Path folder;
    private final Supplier<StorageFacet> storage;
    private int written;

    private QemuClones(Path folder, String uri) {
        this.folder = folder;
        // One for all, until this process ends: libvirt's embedded driver can be opened some twenty times in its life.
        this.storage = Suppliers.memoize(() -> withPool(open(uri), folder.resolve(POOL)));
    }

    static ProvisioningFixture in(Path folder, String uri) {
        QemuClones clones = new QemuClones(folder, uri);
        return new ProvisioningFixture(
                clones::original,
                clones::read,
                clones::write,
                name -> folder.resolve(name + ".ova").toString(),
                file -> {});
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

    private static StorageFacet withPool(Session session, Path place) {
        StorageFacet storage = session.facet(StorageFacet.class).orElseThrow();
        if (storage.pool(POOL).isEmpty()) {
            storage.define(PoolSpec.directory(POOL, place.toString()));
            storage.start(POOL, true, Progress.unwatched());
        }
        return storage;
    }

    private DomainSpecBuilder original(DomainSpecBuilder domain) {
        String volume = domain.build().name() + ".qcow2";
        storage.get().create(POOL, VolumeSpec.qcow2(volume, DataSize.mebibytes(16)), Progress.unwatched());
        return domain.disk(DiskSpec.volume(POOL, volume, DiskFormat.QCOW2).target("vda"));
    }

    private String path(DiskSpec disk) {
        DiskSource.Volume volume = (DiskSource.Volume) disk.source();
        return storage.get()
                .volume(new VolumeId(volume.pool(), volume.volume()))
                .orElseThrow()
                .path();
    }

    private void write(DiskSpec disk, byte[] bytes) {
        inAFile(file -> {
            Files.write(file, Arrays.copyOf(bytes, 512));
            Command.of("qemu-io", "-f", "qcow2", "-c", "write -s " + file + " 0 512", path(disk))
                    .run(Deadline.after(ENOUGH))
                    .orThrow();
            written = bytes.length;
            return true;
        });
    }

    private byte[] read(DiskSpec disk) {
        return inAFile(file -> {
            Command.of("qemu-img", "convert", "-f", "qcow2", "-O", "raw", path(disk), file.toString())
                    .run(Deadline.after(ENOUGH))
                    .orThrow();
            byte[] bytes = new byte[written];
            try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
                content.readFully(bytes);
            }
            return bytes;
        });
    }

    private interface Work<T> {
        T with(Path file) throws IOException;
    }

    private <T> T inAFile(Work<T> work) {
        try {
            Path file = Files.createTempFile(folder, "content", ".raw");
            try {
                return work.with(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
