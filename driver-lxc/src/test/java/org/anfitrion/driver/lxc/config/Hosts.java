package org.anfitrion.driver.lxc.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.unit.DataSize;

/** Hosts of each kind. */
final class Hosts {

    static final ContainerHost V1 = new ContainerHost(
            CpuSet.parse("0-7"),
            DataSize.gibibytes(16),
            Map.of("cpu", 1, "cpuset", 1, "memory", 1, "pids", 1, "blkio", 1, "devices", 1),
            Optional.of("blkio.weight"),
            Optional.of(Path.of("/usr/share/lxc/config/common.seccomp")));

    static final ContainerHost V2 = new ContainerHost(
            CpuSet.parse("0-7"),
            DataSize.gibibytes(16),
            Map.of("cpu", 2, "cpuset", 2, "memory", 2, "pids", 2, "io", 2),
            Optional.of("io.weight"),
            Optional.empty());

    /** Version 1 has some controllers, version 2 others. */
    static final ContainerHost HYBRID = new ContainerHost(
            CpuSet.parse("0-7"),
            DataSize.gibibytes(16),
            Map.of("cpu", 2, "cpuset", 1, "memory", 1, "pids", 2, "devices", 1, "io", 2),
            Optional.of("io.bfq.weight"),
            Optional.empty());

    /** Not a controller: what a description says of limits is noted, and limits nothing. */
    static final ContainerHost BARE = new ContainerHost(
            CpuSet.parse("0-7"), DataSize.gibibytes(16), Map.of(), Optional.empty(), Optional.empty());

    private Hosts() {}
}
