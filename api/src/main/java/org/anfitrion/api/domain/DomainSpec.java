package org.anfitrion.api.domain;

import com.google.common.math.LongMath;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * What a domain should be, in words that every backend understands. Immutable; checked when built. It does not have
 * to say everything: what it leaves open the driver chooses, and what a backend's own configuration says beyond it is
 * kept when the domain is updated. Made by {@link #named}; equal descriptions are equal.
 *
 * <pre>{@code
 * DomainSpec web = DomainSpec.named("web")
 *         .cpus(2)
 *         .memory(DataSize.gibibytes(1))
 *         .disk(DiskSpec.file(Path.of("/srv/web.qcow2")))
 *         .nic(NicSpec.userMode())
 *         .console(ConsoleSpec.serial())
 *         .build();
 * }</pre>
 *
 * @param name its name on the host
 * @param uuid its UUID; empty leaves it to the backend
 * @param title a short text for people, on one line
 * @param description a text for people, of any number of lines
 * @param owner the program that made it, if it is to be swept when that crashed
 * @param guestType the family of guests; empty lets the driver take the fastest that works
 * @param cpus its virtual CPUs
 * @param cpuModel the processor that it sees; empty leaves it to the driver
 * @param cpuTopology how its CPUs are laid out; empty leaves it to the driver
 * @param numa its NUMA nodes; empty is one
 * @param memory its memory
 * @param memoryBacking where the memory comes from
 * @param tuning how it shares the host with others
 * @param boot how it starts; empty is as such guests usually start ({@link GuestType#usualBoot})
 * @param idMap who a container's users are on the host; empty leaves it to the driver
 * @param disks its drives
 * @param nics its network cards
 * @param filesystems the host's files that it sees; for a container the root is among them
 * @param consoles its text consoles
 * @param channels its channels to the host
 * @param displays its screens
 */
public record DomainSpec(
        String name,
        Optional<UUID> uuid,
        Optional<String> title,
        Optional<String> description,
        Optional<Owner> owner,
        Optional<GuestType> guestType,
        CpuCount cpus,
        Optional<CpuModel> cpuModel,
        Optional<CpuTopology> cpuTopology,
        List<NumaCell> numa,
        Memory memory,
        MemoryBacking memoryBacking,
        Tuning tuning,
        Optional<Boot> boot,
        Optional<IdMap> idMap,
        List<DiskSpec> disks,
        List<NicSpec> nics,
        List<FilesystemSpec> filesystems,
        List<ConsoleSpec> consoles,
        List<ChannelSpec> channels,
        List<DisplaySpec> displays) {

    /**
     * Creates the description.
     *
     * @param name its name on the host
     * @param uuid its UUID; empty leaves it to the backend
     * @param title a short text for people, on one line
     * @param description a text for people, of any number of lines
     * @param owner the program that made it, if it is to be swept when that crashed
     * @param guestType the family of guests; empty lets the driver take the fastest that works
     * @param cpus its virtual CPUs
     * @param cpuModel the processor that it sees; empty leaves it to the driver
     * @param cpuTopology how its CPUs are laid out; empty leaves it to the driver
     * @param numa its NUMA nodes; empty is one
     * @param memory its memory
     * @param memoryBacking where the memory comes from
     * @param tuning how it shares the host with others
     * @param boot how it starts; empty is as such guests usually start ({@link GuestType#usualBoot})
     * @param idMap who a container's users are on the host; empty leaves it to the driver
     * @param disks its drives
     * @param nics its network cards
     * @param filesystems the host's files that it sees; for a container the root is among them
     * @param consoles its text consoles
     * @param channels its channels to the host
     * @param displays its screens
     * @throws InvalidSpecException if two devices have the same key, or the parts do not go together
     */
    public DomainSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(guestType, "guestType");
        Objects.requireNonNull(cpus, "cpus");
        Objects.requireNonNull(cpuModel, "cpuModel");
        Objects.requireNonNull(cpuTopology, "cpuTopology");
        numa = List.copyOf(numa);
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(memoryBacking, "memoryBacking");
        Objects.requireNonNull(tuning, "tuning");
        Objects.requireNonNull(boot, "boot");
        Objects.requireNonNull(idMap, "idMap");
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        filesystems = List.copyOf(filesystems);
        consoles = List.copyOf(consoles);
        channels = List.copyOf(channels);
        displays = List.copyOf(displays);
        unique("disk target", disks, DiskSpec::target);
        unique("MAC address", nics, NicSpec::mac);
        unique("filesystem target", filesystems, filesystem -> Optional.of(filesystem.target()));
        unique("channel", channels, channel -> Optional.of(channel.name()));
        unique("display protocol", displays, display -> Optional.of(display.protocol()));
        if (cpuTopology.isPresent() && cpuTopology.get().places() != cpus.maximum()) {
            throw InvalidSpecException.of(
                    "CPU topology",
                    cpuTopology.get(),
                    "it has not as many places as the domain has CPUs at most, " + cpus.maximum());
        }
        checkNuma(cpus, memory, numa);
        if (guestType.isPresent()) {
            checkFamily(guestType.get(), boot, idMap);
        }
    }

    /**
     * Begins a description.
     *
     * @param name its name on the host: not empty, at most 240 bytes in UTF-8, no slash, backslash, quote, markup or control character
     * @return the builder; 1 CPU and 128 MiB unless it is told otherwise
     * @throws InvalidSpecException if the name cannot be one
     */
    public static DomainSpecBuilder named(String name) {
        return new DomainSpecBuilder(Text.name("domain name", name));
    }

    /**
     * Begins the description of a domain that exists: for drivers, which report whatever name the backend let somebody give
     * it.
     *
     * @param name its name on the host
     * @return the builder
     */
    public static DomainSpecBuilder reported(String name) {
        return new DomainSpecBuilder(name);
    }

    /**
     * Begins another description like this one.
     *
     * @return a builder with everything of this description
     */
    public DomainSpecBuilder toBuilder() {
        return new DomainSpecBuilder(this);
    }

    /**
     * Returns all devices that can be plugged in and out.
     *
     * @return drives, cards and file systems, in this order
     */
    public List<DeviceSpec> devices() {
        return Stream.<List<? extends DeviceSpec>>of(disks, nics, filesystems)
                .<DeviceSpec>flatMap(List::stream)
                .toList();
    }

    private static <T> void unique(String field, List<T> devices, Function<T, ? extends Optional<?>> key) {
        Set<Object> seen = new HashSet<>();
        for (T device : devices) {
            Optional<?> value = key.apply(device);
            if (value.isPresent() && !seen.add(value.get())) {
                throw InvalidSpecException.of(field, value.get(), "two devices of the domain have the same");
            }
        }
    }

    /**
     * Tells whether guests of a family can be so, as far as their families differ.
     *
     * @param type a family
     * @return true if such guests start in this way, and are containers if they have an id map
     */
    public boolean suits(GuestType type) {
        return boot.map(type::startsBy).orElse(true) && (idMap.isEmpty() || type == GuestType.OPERATING_SYSTEM);
    }

    private static void checkFamily(GuestType type, Optional<Boot> boot, Optional<IdMap> idMap) {
        boot.filter(how -> !type.startsBy(how)).ifPresent(how -> {
            throw InvalidSpecException.of("boot", how, "no guest of type " + type + " starts so");
        });
        idMap.filter(map -> type != GuestType.OPERATING_SYSTEM).ifPresent(map -> {
            throw InvalidSpecException.of("id map", map, "only containers have one, not guests of type " + type);
        });
    }

    private static void checkNuma(CpuCount cpus, Memory memory, List<NumaCell> cells) {
        if (cells.isEmpty()) {
            return;
        }
        Set<Integer> placed = new HashSet<>();
        long bytes = 0;
        for (NumaCell cell : cells) {
            bytes = LongMath.saturatedAdd(bytes, cell.memory().bytes());
            for (int cpu : cell.cpus().cpus()) {
                if (cpu >= cpus.maximum() || !placed.add(cpu)) {
                    throw InvalidSpecException.of(
                            "NUMA node", cell.cpus(), "CPU " + cpu + " is not there, or is in two nodes");
                }
            }
        }
        if (placed.size() != cpus.maximum() || bytes != memory.maximum().bytes()) {
            throw InvalidSpecException.of(
                    "NUMA nodes", cells, "together they have all CPUs and all memory of the domain");
        }
    }
}
