package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.anfitrion.api.secret.Password;

/** What is inside a guest: files, users, programs, a clock. Files stay when the guest stops. Used under the host's lock only. */
final class GuestSystem {

    static final String ROOT = "/";

    private static final Set<String> DIRECTORIES = Set.of("/", "/etc", "/root", "/tmp", "/var");
    private static final Set<String> USERS = Set.of("root", "nobody");

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, Password> passwords = new LinkedHashMap<>();
    private final Set<String> frozen = new TreeSet<>();
    private final List<RunningProgram> programs = new ArrayList<>();
    private Duration ahead = Duration.ZERO;

    Optional<byte[]> file(String path) {
        return Optional.ofNullable(files.get(path)).map(byte[]::clone);
    }

    void file(String path, byte[] content) {
        files.put(path, content.clone());
    }

    long used() {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }

    /** Tells whether there is such a directory: one of those that every guest has, or one with files. */
    boolean hasDirectory(String path) {
        String inside = path.endsWith("/") ? path : path + "/";
        String first = files.ceilingKey(inside);
        return DIRECTORIES.contains(path) || (first != null && first.startsWith(inside));
    }

    boolean hasUser(String name) {
        return USERS.contains(name);
    }

    void password(String user, Password password) {
        passwords.put(user, password);
    }

    Optional<Password> password(String user) {
        return Optional.ofNullable(passwords.get(user));
    }

    boolean isFrozen() {
        return !frozen.isEmpty();
    }

    int freeze() {
        frozen.add(ROOT);
        return frozen.size();
    }

    int thaw() {
        int count = frozen.size();
        frozen.clear();
        return count;
    }

    /** Returns what the guest's clock shows when that of all guests shows something. */
    Instant time(Instant now) {
        return now.plus(ahead);
    }

    void time(Instant now, Instant shown) {
        ahead = Duration.between(now, shown);
    }

    void add(RunningProgram program) {
        programs.removeIf(other -> !other.runs());
        programs.add(program);
    }

    List<RunningProgram> programs() {
        return programs.stream().filter(RunningProgram::runs).toList();
    }

    /** Lets go of all that does not survive power off. */
    void halt() {
        programs.forEach(RunningProgram::kill);
        programs.clear();
        frozen.clear();
    }
}
