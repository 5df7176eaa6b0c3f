package org.anfitrion.driver.kvm;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.ConnectionLostException;
import org.jspecify.annotations.Nullable;

/**
 * Which libvirt of this machine is meant by {@code kvm:}. The host's own daemon if it answers, since other tools see the
 * same guests there; else the user's own daemon; else the driver inside this process, which needs no daemon.
 *
 * @param systemSockets where the host's daemon listens; the folder's name is libvirt's
 * @param userSockets where the user's daemon listens, if the user has a place for sockets
 * @param daemons programs that libvirt starts as the user's daemon
 * @param data where a root for the driver inside this process can stay
 * @param root whether the user is the superuser, whose own daemon nobody expects
 */
record LocalChoice(Path systemSockets, Optional<Path> userSockets, List<Path> daemons, Path data, boolean root) {

    /** The monolithic daemon and the modular one; Source: libvirt's "Connection URIs", "Daemons". */
    private static final List<String> SOCKETS = List.of("virtqemud-sock", "libvirt-sock");

    /**
     * A choice.
     *
     * @param uri what to connect to, in libvirt's own form
     * @param note the choice and its reason, for people
     */
    record Chosen(String uri, String note) {}

    static LocalChoice ofThisMachine() {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("user.home", "/"));
        return new LocalChoice(
                Path.of("/run/libvirt"),
                folder(environment.get("XDG_RUNTIME_DIR")).map(folder -> folder.resolve("libvirt")),
                Stream.of("/usr/sbin/virtqemud", "/usr/sbin/libvirtd", "/usr/bin/virtqemud", "/usr/bin/libvirtd")
                        .map(Path::of)
                        .toList(),
                folder(environment.get("XDG_DATA_HOME"))
                        .orElse(home.resolve(".local/share"))
                        .resolve("anfitrion/embed"),
                "root".equals(System.getProperty("user.name")));
    }

    /** Reads a folder from the environment; by the XDG specification a relative one is to be ignored. */
    private static Optional<Path> folder(@Nullable String value) {
        return Optional.ofNullable(value)
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    /** Returns what there is, the best first; never empty. */
    List<Chosen> candidates(boolean readOnly) {
        List<Chosen> found = new ArrayList<>();
        answering(systemSockets, readOnly)
                .map(socket ->
                        new Chosen("qemu:///system", "kvm: is qemu:///system here: its daemon answers at " + socket))
                .ifPresent(found::add);
        session(readOnly).ifPresent(found::add);
        found.add(new Chosen(
                "qemu:///embed?root=" + encoded(data),
                "kvm: is QEMU's driver inside this process here, with its root in " + data));
        return found;
    }

    /**
     * Opens the first that lets the user in: that a daemon answers does not mean that it serves everybody.
     *
     * @param candidates what there is, the best first
     * @param opening opens one, and is told what a person should know of the choice
     */
    static <T> T openFirst(List<Chosen> candidates, BiFunction<String, List<String>, T> opening) {
        List<String> notes = new ArrayList<>();
        for (Chosen chosen : candidates.subList(0, candidates.size() - 1)) {
            try {
                return opening.apply(chosen.uri(), with(notes, chosen.note()));
            } catch (AccessDeniedException | AuthenticationFailedException | ConnectionLostException e) {
                notes.add(chosen.uri() + " was tried before: " + e.failure().reason());
            }
        }
        Chosen last = candidates.get(candidates.size() - 1);
        return opening.apply(last.uri(), with(notes, last.note()));
    }

    private static List<String> with(List<String> notes, String first) {
        return Stream.concat(Stream.of(first), notes.stream()).toList();
    }

    private Optional<Chosen> session(boolean readOnly) {
        return userSockets
                .flatMap(folder -> answering(folder, readOnly))
                .map(socket -> "its daemon answers at " + socket)
                .or(() -> root || userSockets.isEmpty()
                        ? Optional.empty()
                        : daemons.stream()
                                .filter(Files::isExecutable)
                                .findFirst()
                                .map(daemon ->
                                        "the host's own daemon does not answer, and " + daemon + " can be started"))
                .map(why -> new Chosen("qemu:///session", "kvm: is qemu:///session here: " + why));
    }

    private static Optional<Path> answering(Path folder, boolean readOnly) {
        return SOCKETS.stream()
                .map(name -> folder.resolve(readOnly ? name + "-ro" : name))
                .filter(LocalChoice::answers)
                .findFirst();
    }

    /** A socket may be there without anybody behind it, or behind a permission. */
    private static boolean answers(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
