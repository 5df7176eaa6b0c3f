package org.anfitrion.driver.lxc.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.probe.CgroupController;
import org.anfitrion.api.probe.HostReport;
import org.anfitrion.api.unit.DataSize;

/**
 * What of a host a container's configuration depends on.
 *
 * @param cpus its processors that are on line
 * @param memory its memory
 * @param controllers its cgroup controllers and their versions; {@code blkio} of version 1 is {@code io} in version 2
 * @param weights the file that weighs disk traffic, such as {@code blkio.bfq.weight}, if the kernel has one
 * @param seccomp a list of system calls that containers should not have, if one is installed
 */
public record ContainerHost(
        CpuSet cpus,
        DataSize memory,
        Map<String, Integer> controllers,
        Optional<String> weights,
        Optional<Path> seccomp) {

    /** Where LXC keeps what it has its own templates use. */
    private static final Path SECCOMP = Path.of("/usr/share/lxc/config/common.seccomp");

    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s*(\\d{1,12}) kB");
    private static final List<String> WEIGHTS =
            List.of("blkio.bfq.weight", "blkio.weight", "io.bfq.weight", "io.weight");

    /**
     * Checks that nothing is missing, and takes a copy of the map.
     *
     * @param cpus its processors that are on line
     * @param memory its memory
     * @param controllers its cgroup controllers and their versions; {@code blkio} of version 1 is {@code io} in version 2
     * @param weights the file that weighs disk traffic, such as {@code blkio.bfq.weight}, if the kernel has one
     * @param seccomp a list of system calls that containers should not have, if one is installed
     */
    public ContainerHost {
        Objects.requireNonNull(cpus, "cpus");
        Objects.requireNonNull(memory, "memory");
        controllers = Map.copyOf(controllers);
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(seccomp, "seccomp");
    }

    /**
     * Looks at this machine.
     *
     * @param report what was found out about it
     * @return the host
     */
    public static ContainerHost of(HostReport report) {
        Map<String, Integer> versions = new HashMap<>();
        report.cgroupControllers().forEach(found -> versions.putIfAbsent(found.name(), found.version()));
        return new ContainerHost(
                online(),
                total(),
                versions,
                WEIGHTS.stream().filter(name -> hasFile(report, name)).findFirst(),
                Optional.of(SECCOMP).filter(Files::isRegularFile));
    }

    private static CpuSet online() {
        try {
            return CpuSet.parse(
                    Files.readString(Path.of("/sys/devices/system/cpu/online")).strip());
        } catch (IOException | InvalidSpecException e) {
            int count = Math.min(Runtime.getRuntime().availableProcessors(), CpuCount.LIMIT);
            return CpuSet.parse("0-" + (count - 1)); // no /sys: what the JVM may use is what there is
        }
    }

    private static DataSize total() {
        try {
            Matcher matcher = TOTAL.matcher(Files.readString(Path.of("/proc/meminfo")));
            if (matcher.find()) {
                return DataSize.kibibytes(Long.parseLong(matcher.group(1)));
            }
        } catch (IOException e) {
            // no /proc: below
        }
        return DataSize.bytes(Runtime.getRuntime().maxMemory());
    }

    /** Groups below the root have it; the root itself has none of those that limit something in version 2. */
    private static boolean hasFile(HostReport report, String name) {
        String controller = name.substring(0, name.indexOf('.'));
        return report.cgroupControllers().stream()
                .filter(found -> found.name().equals(controller))
                .map(CgroupController::mountPoint)
                .map(Path::of)
                .anyMatch(root -> Files.exists(root.resolve(name)) || anyBelow(root, name));
    }

    private static boolean anyBelow(Path root, String name) {
        try (Stream<Path> groups = Files.list(root)) {
            return groups.limit(1000).anyMatch(group -> Files.exists(group.resolve(name)));
        } catch (IOException e) {
            return false; // unmounted, or forbidden: nothing can be set there either
        }
    }

    /**
     * Tells the version of a controller.
     *
     * @param controller its name, in either version
     * @return 1 or 2; empty if the host has none
     */
    public OptionalInt version(String controller) {
        Integer found = controllers.get(controller);
        if (found == null && controller.equals("blkio")) {
            found = controllers.get("io");
        }
        return found == null ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
