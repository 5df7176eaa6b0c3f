package org.anfitrion.driver.lxc.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;

/**
 * A container's mounts beside its root: {@code lxc.mount.entry}, and the file that {@code lxc.mount.fstab} names. Only those that
 * show the host's files, or memory, are in a description; the kernel's own file systems are kept and not shown.
 *
 * <p>Files keep their owners: to a container with ids of its own those of the host's users are nobody's, and it has the access
 * that others have. Who wants its root to own them adds the option {@code idmap=container} natively.
 */
final class ContainerMounts {

    static final String ENTRY = "lxc.mount.entry";
    static final String FSTAB = "lxc.mount.fstab";
    private static final Set<String> ON_DISK =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "squashfs", "iso9660", "erofs", "vfat");
    private static final Set<String> SAID = Set.of("bind", "rbind", "ro", "rw", "create=dir", "create=file");

    private ContainerMounts() {}

    /** A mount, and its text if it is in the configuration itself. */
    private record Seen(FilesystemSpec filesystem, Optional<String> line) {}

    static List<FilesystemSpec> read(LxcConfig config) {
        return seen(config).values().stream().map(Seen::filesystem).toList();
    }

    /** The mounts by their targets; of several on one target the last, which hides the others. */
    private static Map<String, Seen> seen(LxcConfig config) {
        Map<String, Seen> seen = new LinkedHashMap<>();
        Stream.concat(
                        fstab(config).map(line -> seen(config, line, Optional.empty())),
                        config.all(ENTRY).stream().map(line -> seen(config, line, Optional.of(line))))
                .flatMap(Optional::stream)
                .filter(one -> !one.filesystem().target().equals(Root.TARGET))
                .forEach(one -> seen.put(one.filesystem().target(), one));
        return seen;
    }

    private static Stream<String> fstab(LxcConfig config) {
        try {
            Optional<String> file = config.get(FSTAB);
            return file.isEmpty()
                    ? Stream.empty()
                    : Files.readAllLines(Path.of(file.get()), StandardCharsets.UTF_8).stream();
        } catch (IOException | InvalidPathException e) {
            return Stream.empty(); // liblxc will say so when the container is started
        }
    }

    private static Optional<Seen> seen(LxcConfig config, String line, Optional<String> own) {
        return MountEntry.parse(line)
                .flatMap(entry -> source(entry)
                        .flatMap(source -> Amounts.fit(() ->
                                new FilesystemSpec(source, target(config, entry), entry.has("ro"), Optional.empty()))))
                .map(filesystem -> new Seen(filesystem, own));
    }

    /** Targets are meant from the root of the container; some say the root's own path before. */
    private static String target(LxcConfig config, MountEntry entry) {
        String root = config.get(Root.PATH)
                .map(path -> path.replaceFirst("^[a-z]+:", ""))
                .orElse("");
        String target = entry.target();
        if (!root.isEmpty() && (target.equals(root) || target.startsWith(root + "/"))) {
            target = target.substring(root.length());
        }
        return "/" + target.replaceFirst("^/+", "");
    }

    private static Optional<FilesystemSource> source(MountEntry entry) {
        boolean absolute = entry.source().startsWith("/");
        if (absolute && (entry.has("bind") || entry.has("rbind")) && !entry.has("relative")) {
            return Amounts.fit(() -> new FilesystemSource.Directory(entry.source()));
        }
        if (absolute && ON_DISK.contains(entry.type())) {
            return Amounts.fit(() -> new FilesystemSource.Image(entry.source(), DiskFormat.RAW));
        }
        if (entry.type().equals("tmpfs")) {
            return entry.value("size").flatMap(Amounts::size).map(FilesystemSource.Temporary::new);
        }
        return Optional.empty();
    }

    /** Writes what differs. */
    static LxcConfig write(LxcConfig config, List<FilesystemSpec> base, List<FilesystemSpec> wanted, Failure attempt) {
        Map<String, FilesystemSpec> before = byTarget(base);
        Map<String, FilesystemSpec> after = byTarget(wanted);
        Map<String, Seen> seen = seen(config);
        List<String> lines = new ArrayList<>(config.all(ENTRY));
        before.forEach((target, old) -> {
            FilesystemSpec changed = after.get(target);
            if (old.equals(changed)) {
                return;
            }
            String line = line(seen, target, attempt);
            if (changed == null) {
                lines.removeIf(other -> other.equals(line) || hides(config, other, target));
            } else {
                lines.set(
                        lines.lastIndexOf(line),
                        entry(changed, Optional.of(line)).line());
            }
        });
        after.forEach((target, fresh) -> {
            if (!before.containsKey(target)) {
                lines.add(entry(fresh, Optional.empty()).line());
            }
        });
        return config.setAll(ENTRY, lines);
    }

    /** Whether another line would come to light if the last one on its target went. */
    private static boolean hides(LxcConfig config, String line, String target) {
        return seen(config, line, Optional.of(line))
                .filter(other -> other.filesystem().target().equals(target))
                .isPresent();
    }

    private static String line(Map<String, Seen> seen, String target, Failure attempt) {
        Seen present = seen.get(target);
        if (present == null || present.line().isEmpty()) {
            throw new UnsupportedCapabilityException(attempt.because("the mount on " + target
                    + " is described in a file that " + FSTAB + " names, which is not rewritten: change it there"));
        }
        return present.line().get();
    }

    private static Map<String, FilesystemSpec> byTarget(List<FilesystemSpec> filesystems) {
        Map<String, FilesystemSpec> all = new LinkedHashMap<>();
        filesystems.stream()
                .filter(filesystem -> !filesystem.target().equals(Root.TARGET))
                .forEach(filesystem -> all.put(filesystem.target(), filesystem));
        return all;
    }

    /** A line for a mount, with those options of an earlier one that a description does not say. */
    private static MountEntry entry(FilesystemSpec filesystem, Optional<String> earlier) {
        FilesystemSource source = filesystem.source();
        String place = "tmpfs";
        String type = "tmpfs";
        List<String> options = new ArrayList<>();
        if (source instanceof FilesystemSource.Directory directory) {
            place = directory.path();
            type = "none";
            options.add("bind");
        } else if (source instanceof FilesystemSource.Temporary temporary) {
            options.add("size=" + temporary.size().bytes());
            options.add("nosuid");
            options.add("nodev");
        } else {
            throw new IllegalArgumentException("not a mount that a configuration can have: " + source);
        }
        if (filesystem.readOnly()) {
            options.add("ro");
        }
        boolean file = type.equals("none") && Files.exists(Path.of(place)) && !Files.isDirectory(Path.of(place));
        options.add(file ? "create=file" : "create=dir");
        earlier.flatMap(MountEntry::parse).ifPresent(known -> known.options().stream()
                .filter(option -> !SAID.contains(option) && !option.startsWith("size=") && !options.contains(option))
                .forEach(options::add));
        return new MountEntry(place, filesystem.target().replaceFirst("^/+", ""), type, options);
    }
}
