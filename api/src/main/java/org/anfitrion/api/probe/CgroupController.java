package org.anfitrion.api.probe;

import java.util.Objects;

/**
 * A controller of control groups, and where its hierarchy is mounted. Source: cgroups(7).
 *
 * @param name its name in the kernel, such as {@code memory} or {@code blkio}; in version 2 the latter is {@code io}
 * @param version 1 or 2
 * @param mountPoint the root of its hierarchy, such as {@code /sys/fs/cgroup/memory}; in version 2 all have one
 */
public record CgroupController(String name, int version, String mountPoint) {

    /**
     * Checks that nothing is missing.
     *
     * @param name its name in the kernel, such as {@code memory} or {@code blkio}; in version 2 the latter is {@code io}
     * @param version 1 or 2
     * @param mountPoint the root of its hierarchy, such as {@code /sys/fs/cgroup/memory}; in version 2 all have one
     */
    public CgroupController {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mountPoint, "mountPoint");
    }
}
