package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.Command;

/** The templates of this driver's own, beside LXC's: files that are here already, and Debian from where this machine has its own. */
final class OwnTemplates {

    private static final Duration LONG = Duration.ofDays(1);
    private static final Pattern CODENAME = Pattern.compile("(?m)^VERSION_CODENAME=[\"']?([a-z]+)");

    /**
     * A template.
     *
     * @param description what it makes, and of which options
     * @param needed the options without which it makes nothing
     * @param more the options that it may be given too
     * @param work fills a root
     */
    private record Own(String description, Set<String> needed, Set<String> more, Work work) {}

    /** Fills a root that is not there yet. */
    private interface Work {
        void fill(Map<String, String> options, Path root, Progress progress, Failure attempt);
    }

    private static final Map<String, Own> ALL = new TreeMap<>(Map.of(
            "directory",
            new Own("a copy of the directory 'path' of the host", Set.of("path"), Set.of(), OwnTemplates::directory),
            "tarball",
            new Own("what is in the archive 'file' of the host", Set.of("file"), Set.of(), OwnTemplates::tarball),
            "debootstrap",
            new Own(
                    "Debian of the 'suite' from the 'mirror', by default this machine's",
                    Set.of(),
                    Set.of(
                            "suite",
                            "mirror",
                            "variant",
                            "include",
                            "exclude",
                            "components",
                            "arch",
                            "keyring",
                            "cache-dir"),
                    OwnTemplates::debootstrap)));

    private OwnTemplates() {}

    /** Their names, with what they are. */
    static Map<String, String> descriptions() {
        Map<String, String> all = new TreeMap<>();
        ALL.forEach((name, own) -> all.put(name, own.description()));
        return all;
    }

    /** Fills a root, which is not there yet, if there is a template of that name; what it leaves when it fails is the caller's to clear. */
    static boolean fill(FilesystemSource.Template template, Path root, Progress progress, Failure attempt) {
        Own own = ALL.get(template.name());
        if (own == null) {
            return false;
        }
        Set<String> known = new TreeSet<>(own.needed());
        known.addAll(own.more());
        Set<String> given = template.options().keySet();
        if (!given.containsAll(own.needed()) || !known.containsAll(given)) {
            throw InvalidSpecException.of(
                    "template options",
                    new TreeSet<>(given),
                    "template '" + template.name() + "' has the options " + known + " and needs " + own.needed());
        }
        own.work().fill(template.options(), root, progress, attempt);
        return true;
    }

    private static void directory(Map<String, String> options, Path root, Progress progress, Failure attempt) {
        Path from = file(Objects.requireNonNull(options.get("path")), attempt);
        if (!Files.isDirectory(from)) {
            throw InvalidSpecException.of("template option path", from, "it is no directory");
        }
        Trees.copy(from, root, progress, attempt);
    }

    private static void tarball(Map<String, String> options, Path root, Progress progress, Failure attempt) {
        Path from = file(Objects.requireNonNull(options.get("file")), attempt);
        make(root, attempt);
        run(
                Command.of(
                        "tar",
                        "--extract",
                        "--force-local",
                        "--numeric-owner",
                        "--preserve-permissions",
                        "--same-owner",
                        "--xattrs",
                        "--xattrs-include=*",
                        "--file=" + from,
                        "--directory=" + root),
                progress,
                attempt);
    }

    /** In namespaces of its own: what it mounts and starts goes with it, also if it is killed. */
    private static void debootstrap(Map<String, String> options, Path root, Progress progress, Failure attempt) {
        Map<String, String> rest = new HashMap<>(options);
        String suite = Optional.ofNullable(rest.remove("suite"))
                .or(OwnTemplates::suite)
                .orElseThrow(() -> InvalidSpecException.of(
                        "template options", options, "this machine is no Debian: say which 'suite'"));
        Optional<String> mirror = Optional.ofNullable(rest.remove("mirror")).or(() -> mirror(suite));
        List<String> words = new ArrayList<>(List.of("--mount", "--pid", "--kill-child", "--", "debootstrap"));
        new TreeMap<>(rest).forEach((key, value) -> words.add("--" + key + "=" + value));
        words.addAll(List.of(word(suite), root.toString()));
        mirror.map(OwnTemplates::word).ifPresent(words::add);
        run(Command.of("unshare").arguments(words).installedBy("package debootstrap"), progress, attempt);
    }

    /** debootstrap takes what begins with a dash for an option wherever it stands. */
    private static String word(String value) {
        if (value.startsWith("-")) {
            throw InvalidSpecException.of("template option", value, "it does not begin with a dash");
        }
        return value;
    }

    private static Optional<String> suite() {
        try {
            Matcher matcher = CODENAME.matcher(Files.readString(Path.of("/etc/os-release")));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a machine that does not say what it is
        }
    }

    /** From where this machine has its packages of a suite; debootstrap knows a mirror too. */
    private static Optional<String> mirror(String suite) {
        String targets = Command.of(
                        "apt-get",
                        "indextargets",
                        "--format",
                        "$(REPO_URI) $(RELEASE) $(COMPONENT)",
                        "Created-By: Packages")
                .run(Deadline.after(Duration.ofMinutes(1)))
                .output();
        return targets.lines()
                .map(line -> Splitter.on(' ').splitToList(line))
                .filter(fields -> fields.size() == 3
                        && fields.get(1).equals(suite)
                        && fields.get(2).equals("main"))
                .map(fields -> fields.get(0))
                .findFirst();
    }

    private static Path file(String path, Failure attempt) {
        if (!path.startsWith("/")) {
            throw InvalidSpecException.of("template option", path, "it is no absolute path");
        }
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            throw new NotFoundException(attempt.because("there is no " + file));
        }
        return file;
    }

    private static void make(Path root, Failure attempt) {
        try {
            Files.createDirectory(root);
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    private static void run(Command command, Progress progress, Failure attempt) {
        command.attempting(attempt.operation(), attempt.target())
                .changing()
                .run(Deadline.after(LONG), progress)
                .orThrow();
    }
}
