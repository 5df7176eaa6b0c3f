package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that connects, lists and closes for a long time stays as large as it was. */
class LibvirtSoak {

    private static final Logger LOG = System.getLogger(LibvirtSoak.class.getName());

    private static final int CONNECTS = 2000;
    private static final int LOOK_UPS = 20_000;
    private static final int DOMAINS = 400;
    /** Until the compiler, the heap and libc's arenas have the size that they keep. */
    private static final int WARM_UP = 4;

    private static final long MEBIBYTE = 1024;
    private static final long GROWTH = 12 * MEBIBYTE;

    /**
     * What the kernel says of this process.
     *
     * @param resident kibibytes
     */
    private record Size(long resident, long files, long threads) {

        static Size now() throws IOException {
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return new Size(status("VmRSS"), open.count(), status("Threads"));
            }
        }

        private static long status(String key) throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(key + ":"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        }

        void assertNoLargerThan(Size before) {
            assertTrue(resident <= before.resident + GROWTH, () -> this + " grew from " + before);
            assertTrue(files <= before.files + 2, () -> this + " grew from " + before);
            assertTrue(threads <= before.threads + 4, () -> this + " grew from " + before);
        }
    }

    private interface Work {
        void piece(int number);
    }

    /** Does the work in ten parts, and compares what the process is after the warm-up with what it is at the end. */
    private static void steady(String what, int count, Work work) throws IOException {
        Size warm = Size.now();
        int part = count / 10;
        for (int number = 1; number <= count; number++) {
            work.piece(number);
            if (number % part == 0) {
                System.gc();
                Size now = Size.now();
                LOG.log(Level.INFO, "{0} {1}: {2}", what, number, now);
                if (number == WARM_UP * part) {
                    warm = now;
                }
            }
        }
        Size.now().assertNoLargerThan(warm);
    }

    @Test
    void connectingListingAndClosingLeavesNothing(@TempDir Path folder) throws IOException {
        String open = TestHost.inFolder(folder);
        String guarded = TestHost.withUser(folder, "joe", "secret");
        Credentials joe = Credentials.of("joe", "secret");
        steady("connects", CONNECTS, number -> {
            boolean asks = number % 4 == 0;
            try (Session session = asks ? TestHost.open(guarded, joe) : TestHost.open(open)) {
                assertEquals(
                        1,
                        session.domains()
                                .list(DomainFilter.all(), EnumSet.allOf(DomainField.class))
                                .size());
            }
        });
    }

    @Test
    void lookingUpLeavesNothing(@TempDir Path folder) throws IOException {
        try (Session session = TestHost.open(TestHost.inFolder(folder))) {
            DomainFacet domains = session.domains();
            DomainId[] ids = new DomainId[DOMAINS];
            for (int i = 0; i < DOMAINS; i++) {
                ids[i] = domains.create(TestHost.domain("d" + i), Creation.DEFINE, Progress.unwatched())
                        .id();
            }
            steady("look-ups", LOOK_UPS, number -> {
                DomainRef ref =
                        switch (number % 4) {
                            case 0 -> new DomainRef.ById(ids[number % DOMAINS]);
                            case 1 -> new DomainRef.ByName("d" + number % DOMAINS);
                            case 2 -> new DomainRef.ByUuid(UUID.fromString(ids[number % DOMAINS].key()));
                            default -> new DomainRef.ByName("nobody");
                        };
                assertEquals(
                        number % 4 != 3,
                        domains.find(ref, Set.of(DomainField.STATUS)).isPresent());
            });
        }
    }
}
