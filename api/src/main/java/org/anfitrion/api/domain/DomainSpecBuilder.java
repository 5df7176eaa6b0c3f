package org.anfitrion.api.domain;

import com.google.common.base.Strings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;
import org.anfitrion.api.unit.DataSize;
import org.jspecify.annotations.Nullable;

/** Collects the description of a domain. Not thread-safe. */
public final class DomainSpecBuilder {

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n?");

    private String name;
    private @Nullable UUID uuid;
    private @Nullable String title;
    private @Nullable String description;
    private @Nullable Owner owner;
    private @Nullable GuestType guestType;
    private CpuCount cpus = CpuCount.of(1);
    private @Nullable CpuModel cpuModel;
    private @Nullable CpuTopology cpuTopology;
    private final List<NumaCell> numa = new ArrayList<>();
    private Memory memory = Memory.of(DataSize.mebibytes(128));
    private MemoryBacking memoryBacking = MemoryBacking.ORDINARY;
    private Tuning tuning = Tuning.NONE;
    private @Nullable Boot boot;
    private @Nullable IdMap idMap;
    private final List<DiskSpec> disks = new ArrayList<>();
    private final List<NicSpec> nics = new ArrayList<>();
    private final List<FilesystemSpec> filesystems = new ArrayList<>();
    private final List<ConsoleSpec> consoles = new ArrayList<>();
    private final List<ChannelSpec> channels = new ArrayList<>();
    private final List<DisplaySpec> displays = new ArrayList<>();

    DomainSpecBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    DomainSpecBuilder(DomainSpec known) {
        name = known.name();
        uuid = known.uuid().orElse(null);
        title = known.title().orElse(null);
        description = known.description().orElse(null);
        owner = known.owner().orElse(null);
        guestType = known.guestType().orElse(null);
        cpus = known.cpus();
        cpuModel = known.cpuModel().orElse(null);
        cpuTopology = known.cpuTopology().orElse(null);
        numa.addAll(known.numa());
        memory = known.memory();
        memoryBacking = known.memoryBacking();
        tuning = known.tuning();
        boot = known.boot().orElse(null);
        idMap = known.idMap().orElse(null);
        disks.addAll(known.disks());
        nics.addAll(known.nics());
        filesystems.addAll(known.filesystems());
        consoles.addAll(known.consoles());
        channels.addAll(known.channels());
        displays.addAll(known.displays());
    }

    /**
     * Sets the name.
     *
     * @param newName its name on the host
     * @return this builder
     * @throws InvalidSpecException if the name cannot be one
     */
    public DomainSpecBuilder name(String newName) {
        name = Text.name("domain name", newName);
        return this;
    }

    /**
     * Sets the UUID.
     *
     * @param newUuid its UUID, not nil
     * @return this builder
     * @throws InvalidSpecException if it is nil
     */
    public DomainSpecBuilder uuid(UUID newUuid) {
        if (newUuid.getMostSignificantBits() == 0 && newUuid.getLeastSignificantBits() == 0) {
            throw InvalidSpecException.of("UUID", newUuid, "the nil UUID names nothing");
        }
        uuid = newUuid;
        return this;
    }

    /**
     * Sets the short text for people.
     *
     * @param text one line; an empty text takes it away
     * @return this builder
     * @throws InvalidSpecException if it has more than one line
     */
    public DomainSpecBuilder title(String text) {
        title = Strings.emptyToNull(Text.oneLine("title", text));
        return this;
    }

    /**
     * Sets the text for people.
     *
     * @param text any number of lines, which end with a line feed from then on; an empty text takes it away
     * @return this builder
     * @throws InvalidSpecException if it has a character that no configuration can carry
     */
    public DomainSpecBuilder description(String text) {
        description = Strings.emptyToNull(
                LINE_BREAK.matcher(Text.anyText("description", text)).replaceAll("\n"));
        return this;
    }

    /**
     * Sets the program that made it.
     *
     * @param program the owner
     * @return this builder
     */
    public DomainSpecBuilder owner(Owner program) {
        owner = Objects.requireNonNull(program, "program");
        return this;
    }

    /**
     * Sets the family of guests.
     *
     * @param type the family
     * @return this builder
     */
    public DomainSpecBuilder guestType(GuestType type) {
        guestType = Objects.requireNonNull(type, "type");
        return this;
    }

    /**
     * Sets a fixed number of CPUs.
     *
     * @param count from 1 to 8,192
     * @return this builder
     * @throws InvalidSpecException if it is out of range
     */
    public DomainSpecBuilder cpus(int count) {
        cpus = CpuCount.of(count);
        return this;
    }

    /**
     * Sets the number of CPUs.
     *
     * @param count current and maximum
     * @return this builder
     */
    public DomainSpecBuilder cpus(CpuCount count) {
        cpus = Objects.requireNonNull(count, "count");
        return this;
    }

    /**
     * Sets the processor that the guest sees.
     *
     * @param model the processor
     * @return this builder
     */
    public DomainSpecBuilder cpuModel(CpuModel model) {
        cpuModel = Objects.requireNonNull(model, "model");
        return this;
    }

    /**
     * Sets how the CPUs are laid out.
     *
     * @param topology the layout; its places are the CPUs at most
     * @return this builder
     */
    public DomainSpecBuilder cpuTopology(CpuTopology topology) {
        cpuTopology = Objects.requireNonNull(topology, "topology");
        return this;
    }

    /**
     * Sets a fixed amount of memory.
     *
     * @param size from 1 MiB to 4 PiB
     * @return this builder
     * @throws InvalidSpecException if it is out of range
     */
    public DomainSpecBuilder memory(DataSize size) {
        memory = Memory.of(size);
        return this;
    }

    /**
     * Sets the memory.
     *
     * @param allocation current and maximum
     * @return this builder
     */
    public DomainSpecBuilder memory(Memory allocation) {
        memory = Objects.requireNonNull(allocation, "allocation");
        return this;
    }

    /**
     * Sets where the memory comes from.
     *
     * @param backing the kind of pages
     * @return this builder
     */
    public DomainSpecBuilder memoryBacking(MemoryBacking backing) {
        memoryBacking = Objects.requireNonNull(backing, "backing");
        return this;
    }

    /**
     * Sets how the domain shares its host.
     *
     * @param settings what is empty in it is left to the backend
     * @return this builder
     */
    public DomainSpecBuilder tuning(Tuning settings) {
        tuning = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Sets how the domain starts.
     *
     * @param how kernel, firmware, loader or init
     * @return this builder
     */
    public DomainSpecBuilder boot(Boot how) {
        boot = Objects.requireNonNull(how, "how");
        return this;
    }

    /**
     * Sets who a container's users are on the host.
     *
     * @param map the map; {@link IdMap#HOST} makes the container's root the host's
     * @return this builder
     */
    public DomainSpecBuilder idMap(IdMap map) {
        idMap = Objects.requireNonNull(map, "map");
        return this;
    }

    /**
     * Adds a NUMA node.
     *
     * @param added what is added
     * @return this builder
     */
    public DomainSpecBuilder numaCell(NumaCell added) {
        numa.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    /**
     * Replaces all NUMA nodes.
     *
     * @param all all of them, in order
     * @return this builder
     */
    public DomainSpecBuilder numa(List<NumaCell> all) {
        List<NumaCell> copy = List.copyOf(all);
        numa.clear();
        numa.addAll(copy);
        return this;
    }

    /**
     * Adds a drive.
     *
     * @param added what is added
     * @return this builder
     */
    public DomainSpecBuilder disk(DiskSpec added) {
        disks.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    /**
     * Replaces all drives.
     *
     * @param all all of them, in order
     * @return this builder
     */
    public DomainSpecBuilder disks(List<DiskSpec> all) {
        List<DiskSpec> copy = List.copyOf(all);
        disks.clear();
        disks.addAll(copy);
        return this;
    }

    /**
     * Adds a network card.
     *
     * @param added what is added
     * @return this builder
     */
    public DomainSpecBuilder nic(NicSpec added) {
        nics.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    /**
     * Replaces all network cards.
     *
     * @param all all of them, in order
     * @return this builder
     */
    public DomainSpecBuilder nics(List<NicSpec> all) {
        List<NicSpec> copy = List.copyOf(all);
        nics.clear();
        nics.addAll(copy);
        return this;
    }

    /**
     * Adds files of the host.
     *
     * @param added what is added
     * @return this builder
     */
    public DomainSpecBuilder filesystem(FilesystemSpec added) {
        filesystems.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    /**
     * Replaces all file systems.
     *
     * @param all all of them, in order
     * @return this builder
     */
    public DomainSpecBuilder filesystems(List<FilesystemSpec> all) {
        List<FilesystemSpec> copy = List.copyOf(all);
        filesystems.clear();
        filesystems.addAll(copy);
        return this;
    }

    /**
     * Adds a console.
     *
     * @param added what is added
     * @return this builder
     */
    public DomainSpecBuilder console(ConsoleSpec added) {
        consoles.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    /**
     * Replaces all consoles.
     *
     * @param all all of them, in order
     * @return this builder
     */
    public DomainSpecBuilder consoles(List<ConsoleSpec> all) {
        List<ConsoleSpec> copy = List.copyOf(all);
        consoles.clear();
        consoles.addAll(copy);
        return this;
    }

    /**
     * Adds a channel.
     *
     * @param added what is added
     * @return this builder
     */
    public DomainSpecBuilder channel(ChannelSpec added) {
        channels.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    /**
     * Replaces all channels.
     *
     * @param all all of them, in order
     * @return this builder
     */
    public DomainSpecBuilder channels(List<ChannelSpec> all) {
        List<ChannelSpec> copy = List.copyOf(all);
        channels.clear();
        channels.addAll(copy);
        return this;
    }

    /**
     * Adds a screen.
     *
     * @param added what is added
     * @return this builder
     */
    public DomainSpecBuilder display(DisplaySpec added) {
        displays.add(Objects.requireNonNull(added, "added"));
        return this;
    }

    /**
     * Replaces all screens.
     *
     * @param all all of them, in order
     * @return this builder
     */
    public DomainSpecBuilder displays(List<DisplaySpec> all) {
        List<DisplaySpec> copy = List.copyOf(all);
        displays.clear();
        displays.addAll(copy);
        return this;
    }

    /**
     * Finishes the description.
     *
     * @return the description
     * @throws InvalidSpecException if two devices have the same key, or the parts do not go together
     */
    public DomainSpec build() {
        return new DomainSpec(
                name,
                Optional.ofNullable(uuid),
                Optional.ofNullable(title),
                Optional.ofNullable(description),
                Optional.ofNullable(owner),
                Optional.ofNullable(guestType),
                cpus,
                Optional.ofNullable(cpuModel),
                Optional.ofNullable(cpuTopology),
                numa,
                memory,
                memoryBacking,
                tuning,
                Optional.ofNullable(boot),
                Optional.ofNullable(idMap),
                disks,
                nics,
                filesystems,
                consoles,
                channels,
                displays);
    }
}
