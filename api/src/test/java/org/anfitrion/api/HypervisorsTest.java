package org.anfitrion.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding and choosing drivers. The drivers here open nothing: what is tested happens before, or instead of, opening. */
class HypervisorsTest {

    @TempDir
    Path folder;

    /** Takes {@code alpha}, for its name in messages only. */
    public static class Alpha extends Described {
        /** Found by name. */
        public Alpha() {
            super("alpha", SpiLevel.CURRENT, false);
        }
    }

    /** Takes {@code alpha} too, if nobody else does. */
    public static class AlphaLastResort extends Described {
        /** Found by name. */
        public AlphaLastResort() {
            super("alpha", SpiLevel.CURRENT, true);
        }
    }

    /** Was written for another level. */
    public static class Old extends Described {
        /** Found by name. */
        public Old() {
            super("alpha", 0, false);
        }
    }

    abstract static class Described implements HypervisorDriver {
        private final DriverInfo info;

        Described(String scheme, int level, boolean lastResort) {
            info = new DriverInfo(getClass().getSimpleName(), "for tests", Set.of(scheme), level, lastResort);
        }

        @Override
        public DriverInfo info() {
            return info;
        }

        @Override
        public Session open(HypervisorUri uri, OpenContext context) {
            throw new InvalidSpecException(org.anfitrion.api.error.Failure.to("open", "with " + info.name()));
        }
    }

    private ConnectOptions providing(String... lines) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(HypervisorDriver.class.getName()), java.util.List.of(lines));
        return ConnectOptions.defaults()
                .classLoader(new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()));
    }

    @Test
    void anUnknownSchemeNamesTheDriversFoundAndWhereEachCameFrom() throws IOException {
        ConnectOptions options = providing(Alpha.class.getName());
        DriverUnavailableException e =
                assertThrows(DriverUnavailableException.class, () -> Hypervisors.connect("nosuch:///x", options));
        assertTrue(e.getMessage().contains("'nosuch'"), e.getMessage());
        assertTrue(e.getMessage().contains("Alpha (alpha) from file:"), e.getMessage());
    }

    @Test
    void aKnownSchemeWithoutItsDriverNamesTheArtifactThatHelps() throws IOException {
        ConnectOptions options = providing();
        DriverUnavailableException e =
                assertThrows(DriverUnavailableException.class, () -> Hypervisors.connect("qemu:///system", options));
        assertTrue(e.getMessage().contains("org.anfitrion:anfitrion-driver-kvm"), e.getMessage());
    }

    @Test
    void aBrokenProviderIsNamedAndHidesNobody() throws IOException {
        ConnectOptions options = providing("org.example.NotThere", Alpha.class.getName());
        DriverUnavailableException e =
                assertThrows(DriverUnavailableException.class, () -> Hypervisors.connect("nosuch:///x", options));
        assertTrue(e.getMessage().contains("org.example.NotThere"), e.getMessage());
        assertTrue(e.getMessage().contains("Alpha"), e.getMessage());
    }

    @Test
    void aDriverOfLastResortGivesWay() throws IOException {
        ConnectOptions options = providing(AlphaLastResort.class.getName(), Alpha.class.getName());
        InvalidSpecException e =
                assertThrows(InvalidSpecException.class, () -> Hypervisors.connect("alpha:///x", options));
        assertTrue(e.getMessage().endsWith("with Alpha"), e.getMessage());
    }

    @Test
    void twoDriversForOneSchemeAreAnErrorThatNamesBoth() throws IOException {
        ConnectOptions options = providing(Old.class.getName(), Alpha.class.getName());
        DriverUnavailableException e =
                assertThrows(DriverUnavailableException.class, () -> Hypervisors.connect("alpha:///x", options));
        assertTrue(e.getMessage().contains("Old") && e.getMessage().contains("Alpha"), e.getMessage());
    }

    @Test
    void aDriverOfAnotherSpiLevelIsRefusedBeforeItIsUsed() {
        ConnectOptions options = ConnectOptions.defaults().driver(new Old());
        DriverUnavailableException e =
                assertThrows(DriverUnavailableException.class, () -> Hypervisors.connect("alpha:///x", options));
        assertTrue(e.getMessage().contains("SPI level 0"), e.getMessage());
    }

    @Test
    void anExplicitDriverMustTakeTheScheme() {
        ConnectOptions options = ConnectOptions.defaults().driver(new Alpha());
        assertThrows(DriverUnavailableException.class, () -> Hypervisors.connect("beta:///x", options));
    }

    @Test
    void aBackendThatNeverAnswersIsATimeout() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ConnectOptions options =
                ConnectOptions.defaults().driver(new Silent(release)).connectTimeout(Duration.ofMillis(50));
        assertThrows(OperationTimeoutException.class, () -> Hypervisors.connect("alpha:///x", options));
        release.countDown();
    }

    @Test
    void anInterruptWhileConnectingIsCancellationAndKeepsTheFlag() {
        CountDownLatch release = new CountDownLatch(1);
        ConnectOptions options = ConnectOptions.defaults().driver(new Silent(release));
        Thread.currentThread().interrupt();
        OperationCancelledException e =
                assertThrows(OperationCancelledException.class, () -> Hypervisors.connect("alpha:///x", options));
        assertTrue(Thread.interrupted());
        assertEquals(InterruptedException.class, e.getCause().getClass());
        release.countDown();
    }

    private static final class Silent extends Described {
        private final CountDownLatch release;

        Silent(CountDownLatch release) {
            super("alpha", SpiLevel.CURRENT, false);
            this.release = release;
        }

        @Override
        public Session open(HypervisorUri uri, OpenContext context) {
            try {
                release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return super.open(uri, context);
        }
    }
}
