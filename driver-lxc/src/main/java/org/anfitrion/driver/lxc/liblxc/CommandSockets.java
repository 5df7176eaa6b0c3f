package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The sockets on which the processes listen that watch over containers, one for each that runs: the kernel lists them in one file.
 * liblxc's own reading of that file, {@code list_active_containers}, ends a name at its first space. Source: {@code
 * lxc_make_abstract_socket_name} in liblxc's {@code commands_utils.c}, proc(5).
 */
final class CommandSockets {

    private static final Path FILE = Path.of("/proc/net/unix");
    private static final String COMMAND = "/command";

    /** Num RefCount Protocol Flags Type St Inode, and the name of a socket that is in no file system. */
    private static final Pattern LINE = Pattern.compile("\\S+: \\S+ \\S+ \\S+ \\S+ \\S+ +\\d+ @(.*/command)");

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** So many bytes are not too long for a socket's name; from 107 on they are. */
    private static final int SHORT = 100;

    private final String lxcPath;
    private final Set<String> names;

    private CommandSockets(String lxcPath, Set<String> names) {
        this.lxcPath = lxcPath;
        this.names = names;
    }

    /** Those that are there now. */
    static CommandSockets read(Path lxcPath) {
        return parse(lxcPath, text());
    }

    /** Tells of one container whether it runs now. */
    static boolean has(Path lxcPath, String name) {
        String text = text();
        String plain = plain(lxcPath.toString(), name);
        if (text.contains(" @" + plain + "\n")) {
            return true;
        }
        boolean isLong = plain.getBytes(StandardCharsets.UTF_8).length > SHORT;
        return isLong && text.contains(" @" + hashed(lxcPath.toString(), name) + "\n");
    }

    private static String text() {
        try {
            return new String(Files.readAllBytes(FILE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CommandSockets parse(Path lxcPath, String text) {
        return new CommandSockets(
                lxcPath.toString(),
                text.lines()
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .map(line -> line.group(1))
                        .collect(Collectors.toSet()));
    }

    /** Tells whether a container runs. */
    boolean has(String name) {
        return names.contains(plain(lxcPath, name)) || names.contains(hashed(lxcPath, name));
    }

    /** The names of containers that run, but for those that are too long to be told from their sockets. */
    Set<String> legible() {
        return names.stream()
                .filter(socket -> socket.startsWith(lxcPath + "/"))
                .map(socket -> socket.substring(lxcPath.length() + 1, socket.length() - COMMAND.length()))
                .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                .collect(Collectors.toSet());
    }

    private static String plain(String lxcPath, String name) {
        return lxcPath + "/" + name + COMMAND;
    }

    /** What stands for a name that is too long for a socket's: the FNV-1a of it and its folder, in 64 bits. */
    private static String hashed(String lxcPath, String name) {
        long hash = FNV_BASIS;
        for (byte b : (lxcPath + "/" + name).getBytes(StandardCharsets.UTF_8)) {
            hash ^= b & 0xff;
            hash *= FNV_PRIME;
        }
        return "lxc/%016x%s".formatted(hash, COMMAND);
    }
}
