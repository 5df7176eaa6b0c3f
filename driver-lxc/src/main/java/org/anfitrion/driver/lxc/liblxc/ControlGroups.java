package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anfitrion.api.probe.CgroupController;

/**
 * The control groups of one container: where the kernel counts what it uses, and holds it to its limits. Source: cgroups(7), {@code
 * Documentation/admin-guide/cgroup-v1} and {@code cgroup-v2.rst}.
 */
final class ControlGroups {

    /** Of version 1, which has a hierarchy for each controller; version 2 has one for all, whose controllers are not named. */
    private static final String UNIFIED = "";

    /** What liblxc calls a container's group; the container may have made others below. */
    private static final String PAYLOAD = "lxc.payload";

    private final Map<String, CgroupController> controllers;
    private final Map<String, String> paths;

    private ControlGroups(Map<String, CgroupController> controllers, Map<String, String> paths) {
        this.controllers = controllers;
        this.paths = paths;
    }

    /** Those of a container, by its first process; those of one that has ended have no files. */
    static ControlGroups of(long init, Map<String, CgroupController> controllers) {
        Map<String, String> paths = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(init), "cgroup"))) {
                List<String> fields = Splitter.on(':').limit(3).splitToList(line);
                if (fields.size() == 3) {
                    String path = ofContainer(fields.get(2));
                    Splitter.on(',').split(fields.get(1)).forEach(controller -> paths.put(controller, path));
                }
            }
        } catch (IOException e) {
            return new ControlGroups(controllers, Map.of()); // it has ended
        }
        return new ControlGroups(controllers, paths);
    }

    /** The group that liblxc made: an init that manages groups itself is in one below. */
    private static String ofContainer(String path) {
        int at = path.indexOf("/" + PAYLOAD);
        int end = at < 0 ? -1 : path.indexOf('/', at + 1);
        return end < 0 ? path : path.substring(0, end);
    }

    private Optional<Path> folder(String controller) {
        CgroupController found = controllers.get(controller);
        if (found == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(paths.get(found.version() == 2 ? UNIFIED : controller))
                .map(path -> Path.of(found.mountPoint(), path));
    }

    /** Reads a number. */
    OptionalLong number(String controller, String file) {
        return text(controller, file).map(ControlGroups::number).orElseGet(OptionalLong::empty);
    }

    /** Reads a number from a file with a name and a number on each line. */
    OptionalLong number(String controller, String file, String name) {
        return text(controller, file).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + " "))
                .map(line -> number(line.substring(name.length() + 1)))
                .findFirst()
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalLong number(String word) {
        String digits = word.strip();
        return !digits.isEmpty() && digits.length() <= 18 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? OptionalLong.of(Long.parseLong(digits))
                : OptionalLong.empty(); // "max", or more than there is
    }

    private Optional<String> text(String controller, String file) {
        return folder(controller).flatMap(folder -> {
            try {
                return Optional.of(Files.readString(folder.resolve(file)));
            } catch (IOException e) {
                return Optional.empty(); // the container has ended, or the kernel has no such file
            }
        });
    }

    /** Tells whether the container's processes are held. Version 2 does that without a controller. */
    boolean isFrozen() {
        if (controllers.containsKey("freezer")) {
            return text("freezer", "freezer.state")
                    .map(String::strip)
                    .filter(state -> !state.equals("THAWED"))
                    .isPresent();
        }
        return controllers.values().stream()
                .filter(controller -> controller.version() == 2)
                .findFirst()
                .flatMap(controller -> text(controller.name(), "cgroup.freeze"))
                .map(String::strip)
                .filter("1"::equals)
                .isPresent();
    }

    /** By their names. */
    static Map<String, CgroupController> byName(List<CgroupController> controllers) {
        return controllers.stream()
                .collect(
                        Collectors.toUnmodifiableMap(CgroupController::name, Function.identity(), (one, other) -> one));
    }

    boolean isUnified(String controller) {
        CgroupController found = controllers.get(controller);
        return found != null && found.version() == 2;
    }
}
