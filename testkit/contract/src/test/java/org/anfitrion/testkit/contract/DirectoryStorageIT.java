package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.DirectoryStorage;
import org.anfitrion.testkit.contract.broken.Wrapped;
import org.anfitrion.testkit.contract.report.ReportFile;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.junit.jupiter.api.BeforeAll;

/** Directories and a real qemu-img keep the contract of storage, for a driver whose domains are in memory. */
class DirectoryStorageIT implements StorageContract, SessionContract {

    private static final String NAME = "directory-storage";

    /** It is no backend, so it has no column in the matrix. The report is written last of all: nothing to undo before that. */
    @BeforeAll
    static void keepTheReportApart() {
        System.setProperty(ReportFile.DIRECTORY, "target/" + NAME);
    }

    @Override
    public Backend backend() {
        Optional<String> missing = unobtainable();
        if (missing.isPresent()) {
            return Backend.unobtainable(NAME, missing.get());
        }
        try {
            Path place = Files.createTempDirectory(Path.of("target").toAbsolutePath(), NAME);
            return MemoryBackends.of(NAME, new MemoryHypervisor(), sound -> new DirectoryDriver(sound, place))
                    .with(StorageFixture.of(
                            pool -> PoolSpec.directory(pool, place.resolve(pool).toString())))
                    .afterwards(() -> delete(place))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> unobtainable() {
        return LabProperties.raised().find("unobtainable");
    }

    private static void delete(Path place) {
        try {
            assertEquals(0, halfDone(place), "files that were never finished");
            MoreFiles.deleteRecursively(place, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long halfDone(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            return files.filter(file -> file.getFileName().toString().contains("&"))
                    .count();
        }
    }

    /** A driver that keeps volumes in directories, and everything else as another one does. */
    private static final class DirectoryDriver extends Wrapped.Driver {

        private final HypervisorDriver sound;
        private final Path place;

        DirectoryDriver(HypervisorDriver sound, Path place) {
            super(sound);
            this.sound = sound;
            this.place = place;
        }

        @Override
        public Session open(HypervisorUri uri, OpenContext context) {
            Session session = sound.open(uri, context);
            StorageFacet storage = new DirectoryStorage(place.resolve("state"), (operation, target, changes) -> {
                session.hostId(); // throws if the session has ended
                if (changes && context.readOnly()) {
                    throw new AccessDeniedException(
                            Failure.to(operation, target).because("the session is read-only"));
                }
            });
            return new Wrapped.OneSession(session) {
                @Override
                public <F extends Facet> Optional<F> facet(Class<F> type) {
                    return super.facet(type).map(other -> type == StorageFacet.class ? type.cast(storage) : other);
                }

                @Override
                public Support support(Feature feature, Target on) {
                    return Facets.of(feature) == StorageFacet.class
                            ? DirectoryStorage.support(feature)
                            : super.support(feature, on);
                }
            };
        }
    }
}
