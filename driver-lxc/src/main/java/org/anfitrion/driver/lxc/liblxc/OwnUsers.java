package org.anfitrion.driver.lxc.liblxc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.driver.lxc.config.IdMaps;
import org.anfitrion.driver.lxc.config.LxcConfig;

/**
 * Whose numbers a container's users have on the host: never those of the host's own users. A root directory that belongs to users
 * from 65536 on decides it; any other is mounted so that its owner is the container's root (an idmapped mount, which needs Linux
 * 5.12), and stays on the host as it is. Source: lxc.container.conf(5), subuid(5), mount_setattr(2).
 */
final class OwnUsers {

    private static final String OPTIONS = "lxc.rootfs.options";
    private static final String MAPPED = "idmap=container";

    /** How many users a container has, and the first number that no user of the host has by custom. */
    private static final int COUNT = 65_536;

    /** Where useradd(8) begins to give ranges away. */
    private static final long USUAL = 100_000;

    private OwnUsers() {}

    /** The map of a new container: the one that is described, or one that is not the host's. */
    static IdMap of(DomainSpec spec) {
        return spec.idMap().orElseGet(() -> usual(spec));
    }

    private static IdMap usual(DomainSpec spec) {
        Optional<Path> root = root(spec);
        long user = root.map(path -> owner(path, "unix:uid")).orElse(0L);
        long group = root.map(path -> owner(path, "unix:gid")).orElse(0L);
        return new IdMap(
                List.of(user >= COUNT ? new IdMap.Range(0, user, COUNT) : range("/etc/subuid")),
                List.of(group >= COUNT ? new IdMap.Range(0, group, COUNT) : range("/etc/subgid")));
    }

    /** Shows the container a root that belongs to users of the host as if it belonged to its own. */
    static LxcConfig shifted(LxcConfig config, DomainSpec spec) {
        IdMap map = of(spec);
        Optional<Path> root = root(spec).filter(path -> isShifted(owner(path, "unix:uid"), map));
        if (root.isEmpty() || map.equals(IdMap.HOST)) {
            return config;
        }
        return config.set(
                OPTIONS,
                config.get(OPTIONS).map(options -> options + "," + MAPPED).orElse(MAPPED));
    }

    /** Files that belong to a user of the host who is not the container's root already. */
    private static boolean isShifted(long owner, IdMap map) {
        return owner < COUNT
                && map.users().stream().noneMatch(range -> range.inside() == 0 && range.outside() == owner);
    }

    private static Optional<Path> root(DomainSpec spec) {
        return spec.filesystems().stream()
                .filter(filesystem -> filesystem.target().equals("/"))
                .flatMap(filesystem -> filesystem.source() instanceof FilesystemSource.Directory directory
                        ? Stream.of(Path.of(directory.path()))
                        : Stream.empty())
                .findFirst();
    }

    private static long owner(Path path, String attribute) {
        try {
            return Integer.toUnsignedLong((Integer) Files.getAttribute(path, attribute));
        } catch (IOException e) {
            return 0; // not there yet
        }
    }

    /** liblxc insists on a range that was given away where there are programs to check that. */
    private static IdMap.Range range(String table) {
        String user = System.getProperty("user.name");
        Optional<IdMap.Range> given =
                read(table).flatMap(text -> IdMaps.subordinate(text, user, user.equals("root") ? 0 : -1));
        return given.filter(range -> isChecked() || range.count() >= COUNT)
                .orElseGet(() -> new IdMap.Range(0, USUAL, COUNT));
    }

    private static Optional<String> read(String table) {
        try {
            return Optional.of(Files.readString(Path.of(table)));
        } catch (IOException e) {
            return Optional.empty(); // nobody has any
        }
    }

    private static boolean isChecked() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin");
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "newuidmap")));
    }
}
