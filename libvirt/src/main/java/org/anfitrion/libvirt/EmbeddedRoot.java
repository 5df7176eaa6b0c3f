package org.anfitrion.libvirt;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.libvirt.wire.Natives;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * The folder under which libvirt's QEMU driver keeps everything when it runs inside this process: {@code
 * qemu:///embed?root=/var/tmp/demo}. Configurations, logs and sockets of the guests are there, and guests survive the
 * process; the next one on the same root finds them.
 *
 * <p>The root is made where it is missing. Its {@code etc/qemu.conf} is written where there is none: without a daemon beside
 * it the driver needs {@code stdio_handler = "file"}. libvirt's own log goes to {@code log/libvirt.log}. Limits of libvirt's:
 * a process uses one root for its whole life, and a root serves one process at a time.
 */
public final class EmbeddedRoot {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.embedded");
    private static final ReentrantLock OPENING = new ReentrantLock();
    private static final int DISPLAY_PORTS = 100;
    private static final int DISPLAY_RANGES = (32_768 - 5900) / DISPLAY_PORTS;
    /**
     * libvirt puts each guest's sockets below the root, and the system takes 107 bytes for a socket's path. The monitor's
     * needs up to 55 of them, a guest agent's up to 78.
     */
    private static final int LONGEST = 52;

    private static final int LONGEST_WITH_CHANNELS = 29;

    private static final String CHANNELS_TOO_DEEP = "the root's path is longer than " + LONGEST_WITH_CHANNELS
            + " bytes: a guest with a long name cannot have channels, such as a guest agent's";

    private static final String LOG_IS_LOST =
            "libvirt was loaded for another connection before; what it logs of this root is lost";

    private static @Nullable Path used;

    private final Path path;
    /** Whether this process has had the root for a while: then what is marked as ephemeral is its own. */
    private boolean ownedBefore;

    private EmbeddedRoot(Path path) {
        this.path = path;
    }

    /** What is done with a root that is ready. */
    interface Opening {
        Session open(EmbeddedRoot root, List<String> remarks);
    }

    /**
     * Tells whether a URI asks for the driver inside this process.
     *
     * @param uri the URI
     * @return true for {@code qemu:///embed}
     */
    public static boolean isMeantBy(HypervisorUri uri) {
        return uri.path().equals("/embed") && uri.host().isEmpty();
    }

    static Session open(HypervisorUri uri, Opening opening) {
        Path wanted = wanted(uri);
        OPENING.lock();
        try {
            Path other = used;
            if (other != null && !isSame(other, wanted)) {
                throw new InvalidStateException(Failure.to("connect", "to " + uri)
                        .because("this process uses the root '" + other
                                + "' already, and libvirt can use only one for the whole life of a process"));
            }
            EmbeddedRoot root = prepared(wanted, uri);
            root.ownedBefore = other != null;
            boolean logged = Natives.logTo(root.log().toString());
            List<String> remarks = new ArrayList<>();
            if (!logged) {
                remarks.add(LOG_IS_LOST);
            }
            if (length(root.path) > LONGEST_WITH_CHANNELS) {
                remarks.add(CHANNELS_TOO_DEEP);
            }
            Session session = opening.open(root, remarks);
            used = root.path;
            return session;
        } finally {
            OPENING.unlock();
        }
    }

    private static Path wanted(HypervisorUri uri) {
        String root = uri.parameter("root")
                .orElseThrow(() -> InvalidSpecException.of(
                        "URI", uri, "an embedded connection needs a folder: qemu:///embed?root=/var/tmp/demo"));
        if (!root.startsWith("/")) {
            throw InvalidSpecException.of("root", root, "an absolute path is needed");
        }
        Path path = Path.of(root).normalize();
        if (length(path) > LONGEST) {
            throw InvalidSpecException.of(
                    "root",
                    root,
                    "it is too long: with more than " + LONGEST + " bytes no guest's sockets fit below it");
        }
        return path;
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || (Files.exists(other) && Files.isSameFile(one, other));
        } catch (IOException e) {
            return false;
        }
    }

    private static EmbeddedRoot prepared(Path wanted, HypervisorUri uri) {
        try {
            Files.createDirectories(wanted);
            EmbeddedRoot root = new EmbeddedRoot(wanted.toRealPath());
            Files.createDirectories(root.path.resolve("etc"));
            Files.createDirectories(root.log().getParent());
            root.configure();
            EmbeddedCache.warm(root.path);
            return root;
        } catch (FileAlreadyExistsException e) {
            throw InvalidSpecException.of("root", wanted, "it is not a folder");
        } catch (java.nio.file.AccessDeniedException e) {
            throw new AccessDeniedException(Failure.to("connect", "to " + uri)
                    .because("the root '" + wanted + "' cannot be written")
                    .causedBy(e));
        } catch (IOException e) {
            throw new BackendFailureException(Failure.to("connect", "to " + uri)
                    .because("the root '" + wanted + "' cannot be prepared")
                    .causedBy(e));
        }
    }

    private void configure() throws IOException {
        Path file = path.resolve("etc/qemu.conf");
        // As root, libvirt would run QEMU as a user of its own, who may not enter the root; and a /dev/kvm that this
        // user cannot open makes libvirt examine QEMU again at every look-up. QEMU as root needs no file to be given
        // to it, and the sub-process that would do so logs to stderr.
        String user = Natives.privileged() ? """
                user = "root"
                group = "root"
                dynamic_ownership = 0
                remember_owner = 0
                """ : "";
        String text = """
                # Written once by Anfitrion; change it as you like, it is not written again.
                # There is no virtlogd beside an embedded driver.
                stdio_handler = "file"
                %s\
                # Guests are confined by nothing but their user: what confines them is set up by a host's own libvirt.
                security_driver = "none"
                namespaces = []
                cgroup_controllers = []
                # Displays: embedded drivers in other processes take ports too, and nobody tells them of each other.
                remote_display_port_min = %d
                remote_display_port_max = %d
                """.formatted(user, firstDisplayPort(), firstDisplayPort() + DISPLAY_PORTS - 1);
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            LOG.log(Level.DEBUG, "{0} is there and stays as it is", file);
        }
    }

    /** Where the root's own ports begin: at or above VNC's first, and below those that the system gives away. */
    private int firstDisplayPort() {
        return 5900 + DISPLAY_PORTS * Math.floorMod(path.toString().hashCode(), DISPLAY_RANGES);
    }

    private Path log() {
        return path.resolve("log/libvirt.log");
    }

    String hostId() {
        return "embed:" + path;
    }

    String libvirtUri() {
        return "qemu:///embed?root="
                + URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
    }

    /**
     * Marks a guest as one that ends with its connection: libvirt cannot do that by itself here, so what a crash leaves is
     * cleared by the next process on this root.
     */
    void markEphemeral(UUID uuid) {
        try {
            Files.createDirectories(marks());
            Files.write(marks().resolve(uuid.toString()), new byte[0]);
        } catch (IOException e) {
            throw new BackendFailureException(Failure.to("mark", "domain " + uuid + " as ephemeral")
                    .because("the root '" + path + "' cannot be written")
                    .causedBy(e));
        }
    }

    void unmarkEphemeral(UUID uuid) {
        try {
            Files.deleteIfExists(marks().resolve(uuid.toString()));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a mark was not removed", e);
        }
    }

    /** The ephemeral guests that a process before this one left behind. */
    List<UUID> orphans() {
        if (ownedBefore || !Files.isDirectory(marks())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(marks())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == 36)
                    .map(UUID::fromString)
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "nothing is known of ephemeral guests", e);
            return List.of();
        }
    }

    /** What its guests have to do without. */
    Map<Feature, String> limits() {
        return EmbeddedLimits.of(path);
    }

    /** Where the pools of this root are remembered: libvirt's own storage is not there for a driver inside a process. */
    Path pools() {
        return path.resolve("anfitrion/pools");
    }

    private Path marks() {
        return path.resolve("anfitrion/ephemeral");
    }

    /** libvirt has examined QEMU by now: the next root need not wait for that. */
    void keepWarm() {
        EmbeddedCache.keep(path);
    }
}
