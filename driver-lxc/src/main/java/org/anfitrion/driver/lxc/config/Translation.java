package org.anfitrion.driver.lxc.config;

import com.google.common.base.Splitter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.unit.MacAddress;

/**
 * Translates descriptions to configurations of LXC and back. Immutable and thread-safe.
 *
 * <table>
 *   <caption>What stands where</caption>
 *   <tr><th>description</th><th>configuration</th></tr>
 *   <tr><td>name</td><td>the folder's; {@code lxc.uts.name} is made of it</td></tr>
 *   <tr><td>UUID, title, description, owner</td><td>comments {@code # anfitrion: title = …}</td></tr>
 *   <tr><td>CPUs</td><td>CPU time: {@code cpu.cfs_quota_us}, {@code cpu.max}</td></tr>
 *   <tr><td>memory, or its hard limit</td><td>{@code memory.limit_in_bytes}, {@code memory.max}</td></tr>
 *   <tr><td>tuning</td><td>{@code cpu.shares} or {@code cpu.weight}, {@code cpuset.cpus}, {@code memory.memsw…} or {@code
 *       memory.swap.max}, {@code pids.max}, {@code blkio…} or {@code io…weight}</td></tr>
 *   <tr><td>boot: {@link Boot.Init}</td><td>{@code lxc.init.cmd}</td></tr>
 *   <tr><td>id map</td><td>{@code lxc.idmap}</td></tr>
 *   <tr><td>file system on {@code /}</td><td>{@code lxc.rootfs.path}, {@code lxc.rootfs.options}</td></tr>
 *   <tr><td>other file systems</td><td>{@code lxc.mount.entry}; {@code lxc.mount.fstab} is read</td></tr>
 *   <tr><td>NIC on a bridge, on nothing</td><td>{@code lxc.net.N.type = veth}</td></tr>
 *   <tr><td>NIC on an interface of the host</td><td>{@code phys}: it moves into the container; with the model {@code macvlan}
 *       it is shared</td></tr>
 *   <tr><td>no NIC</td><td>{@code lxc.net.0.type = empty}</td></tr>
 *   <tr><td>console</td><td>{@code lxc.console.path} is not {@code none}</td></tr>
 * </table>
 */
public final class Translation {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The Organizationally Unique Identifier that LXC's own tools take. */
    private static final String PREFIX = "00:16:3e";

    private final ContainerHost host;
    private final Limits limits;

    /**
     * Creates the translation for a host.
     *
     * @param host the host whose control groups are used
     */
    public Translation(ContainerHost host) {
        this.host = host;
        this.limits = new Limits(host);
    }

    /**
     * Returns the translation of limits.
     *
     * @return the same for the files of control groups
     */
    public Limits limits() {
        return limits;
    }

    /**
     * Makes a host's name of a container's.
     *
     * @param name the container's name
     * @return what {@code lxc.uts.name} is set to for it
     */
    public static String hostName(String name) {
        return Baseline.hostName(name);
    }

    /**
     * Reads a configuration.
     *
     * @param name the container's name
     * @param config its configuration
     * @return what of it a description can say
     */
    public DomainSpec read(String name, LxcConfig config) {
        return read(name, config, file -> config.get(limits.key(file)), config::note);
    }

    /**
     * Reads a configuration with the limits of a container that runs.
     *
     * @param name the container's name
     * @param config its configuration
     * @param files what the files of its control groups say, by their names; empty for those that it has not
     * @param notes what was noted when they were changed, by {@link LimitsChange#notes()}; else the configuration's own notes
     * @return what of it a description can say
     */
    public DomainSpec read(
            String name,
            LxcConfig config,
            Function<String, Optional<String>> files,
            Function<String, Optional<String>> notes) {
        DomainSpecBuilder builder = DomainSpec.reported(name).guestType(GuestType.OPERATING_SYSTEM);
        config.note(Notes.UUID).flatMap(Translation::uuid).ifPresent(builder::uuid);
        config.note(Notes.TITLE).ifPresent(text -> Amounts.fit(() -> builder.title(text)));
        config.note(Notes.DESCRIPTION).ifPresent(text -> Amounts.fit(() -> builder.description(text)));
        config.note(Notes.OWNER).flatMap(Owner::parse).ifPresent(builder::owner);
        limits.read(files, notes, builder);
        List<FilesystemSpec> filesystems = new ArrayList<>();
        Root.read(config).ifPresent(filesystems::add);
        filesystems.addAll(ContainerMounts.read(config));
        IdMaps.of(config).ifPresent(builder::idMap);
        return builder.boot(boot(config))
                .filesystems(filesystems)
                .nics(Cards.read(config))
                .consoles(consoles(config))
                .build();
    }

    /**
     * Reads no more of a configuration than a row of a list has.
     *
     * @param config the configuration
     * @return the CPUs and the memory that {@link #read(String, LxcConfig)} says
     */
    public Resources resources(LxcConfig config) {
        return limits.resources(file -> config.get(limits.key(file)), config::note);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text)).filter(uuid -> !uuid.equals(new UUID(0, 0)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // somebody else's note
        }
    }

    private static Boot boot(LxcConfig config) {
        Optional<String> command = config.get(Item.INIT).filter(text -> !text.isBlank());
        if (command.isEmpty()) {
            return GuestType.OPERATING_SYSTEM.usualBoot();
        }
        List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(command.get());
        return Amounts.fit(() -> (Boot) new Boot.Init(words.get(0), words.subList(1, words.size())))
                .orElseGet(() -> new Boot.Native(command.get()));
    }

    private static List<ConsoleSpec> consoles(LxcConfig config) {
        Optional<String> path = config.get(Item.CONSOLE);
        if (path.isEmpty()) {
            return List.of(ConsoleSpec.paravirtual());
        }
        return path.get().equals(Item.NO_CONSOLE) ? List.of() : List.of(new ConsoleSpec(ConsoleSpec.Type.NATIVE));
    }

    /**
     * Writes the configuration of a new container. What it does not say is what isolates a container: devices of its own, the
     * kernel's files read-only, no network but what the description has.
     *
     * @param spec its description, which {@link Demands} does not refuse; without an id map its users are the host's own
     * @return the configuration
     */
    public LxcConfig create(DomainSpec spec) {
        DomainSpec whole = withAddresses(spec, List.of());
        LxcConfig config = Baseline.of(host, spec.name(), spec.idMap().orElse(IdMap.HOST));
        for (Item item : Item.ALL) {
            config = item.write(config, whole);
        }
        config = Root.write(config, Optional.empty(), Root.of(whole));
        config = limited(config, Map.of(), whole);
        config = ContainerMounts.write(config, List.of(), whole.filesystems(), Failure.to("define", spec.name()));
        return Cards.write(config, whole.nics());
    }

    /**
     * Changes a configuration where two descriptions differ.
     *
     * @param config the configuration
     * @param base what was read of it
     * @param wanted what it is to be, which {@link Demands} does not refuse; what its tuning leaves open stays
     * @param attempt what is attempted, for messages
     * @return the configuration; the same if nothing differs
     */
    public LxcConfig update(LxcConfig config, DomainSpec base, DomainSpec wanted, Failure attempt) {
        DomainSpec whole = withAddresses(Tunings.merged(base, wanted), base.nics());
        LxcConfig changed = config;
        for (Item item : Item.ALL) {
            if (!item.value().apply(base).equals(item.value().apply(whole))) {
                changed = item.write(changed, whole);
            }
        }
        changed = Root.write(changed, Root.of(base), Root.of(whole));
        if (limitsDiffer(base, whole)) {
            changed = limited(changed, limits.files(base), whole);
        }
        if (!base.filesystems().equals(whole.filesystems())) {
            changed = ContainerMounts.write(changed, base.filesystems(), whole.filesystems(), attempt);
        }
        return base.nics().equals(whole.nics()) ? changed : Cards.write(changed, whole.nics());
    }

    private static boolean limitsDiffer(DomainSpec base, DomainSpec wanted) {
        return !base.cpus().equals(wanted.cpus())
                || !base.memory().equals(wanted.memory())
                || !base.tuning().equals(wanted.tuning());
    }

    private LxcConfig limited(LxcConfig config, Map<String, String> before, DomainSpec spec) {
        Map<String, String> after = limits.files(spec);
        LxcConfig changed = config;
        for (String file : before.keySet()) {
            changed = after.containsKey(file) ? changed : changed.remove(limits.key(file));
        }
        for (Map.Entry<String, String> file : after.entrySet()) {
            if (!file.getValue().equals(before.get(file.getKey()))) {
                changed = changed.set(limits.key(file.getKey()), file.getValue());
            }
        }
        return Limits.noting(limits.notes(spec)).apply(changed);
    }

    /**
     * Tells how the limits of a container that runs are changed.
     *
     * @param base what was read of it
     * @param wanted what it is to be; what its tuning leaves open stays
     * @return what is to be written
     */
    public LimitsChange limitsChange(DomainSpec base, DomainSpec wanted) {
        DomainSpec whole = Tunings.merged(base, wanted);
        Map<String, String> before = limits.files(base);
        Map<String, String> after = new LinkedHashMap<>(limits.files(whole));
        after.entrySet().removeIf(file -> file.getValue().equals(before.get(file.getKey())));
        return new LimitsChange(after, limits.notes(whole));
    }

    /**
     * Tells in words how two descriptions differ.
     *
     * @param base what was read
     * @param wanted what it is to be; what its tuning leaves open stays
     * @return a line for each difference; none if an update would change nothing
     */
    public List<String> changes(DomainSpec base, DomainSpec wanted) {
        DomainSpec whole = Tunings.merged(base, wanted);
        List<String> lines = new ArrayList<>();
        for (Item item : Item.ALL) {
            add(
                    lines,
                    item.title(),
                    item.value().apply(base).orElse(""),
                    item.value().apply(whole).orElse(""));
        }
        add(lines, "CPUs", base.cpus(), whole.cpus());
        add(lines, "memory", base.memory(), whole.memory());
        add(lines, "tuning", base.tuning(), whole.tuning());
        add(lines, "filesystems", base.filesystems(), whole.filesystems());
        add(lines, "NICs", base.nics(), whole.nics());
        return lines;
    }

    private static void add(List<String> lines, String title, Object before, Object after) {
        if (!before.equals(after)) {
            lines.add(title + ": " + before + " -> " + after);
        }
    }

    /** Gives cards that are made for the container the addresses that they lack: the kernel would take others at each start. */
    private static DomainSpec withAddresses(DomainSpec spec, List<NicSpec> known) {
        return spec.toBuilder()
                .nics(spec.nics().stream()
                        .map(nic ->
                                nic.mac().isEmpty() && isMade(nic) && !known.contains(nic) ? nic.mac(address()) : nic)
                        .toList())
                .build();
    }

    private static boolean isMade(NicSpec nic) {
        return nic.source() instanceof NicSource.Bridge
                || nic.source() instanceof NicSource.Unconnected
                || nic.model().equals(Optional.of(Cards.MACVLAN));
    }

    /**
     * Takes an address for a card.
     *
     * @return one in the range that LXC takes its own from
     */
    public static MacAddress address() {
        int number = RANDOM.nextInt(1 << 24);
        return MacAddress.of("%s:%02x:%02x:%02x".formatted(PREFIX, number >> 16, number >> 8 & 0xff, number & 0xff));
    }
}
