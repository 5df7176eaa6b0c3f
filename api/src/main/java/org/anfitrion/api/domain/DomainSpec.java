package org.anfitrion.api.domain;

import com.google.common.base.Strings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * What a domain should be, in words that every backend understands.
 *
 * <p>Immutable; checked when built. It does not have to say everything: what it leaves open the driver chooses, and what a
 * backend's own configuration says beyond it is kept when the domain is updated.
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
 */
public final class DomainSpec {

    private final String name;
    private final @Nullable UUID uuid;
    private final @Nullable String title;
    private final @Nullable String description;
    private final @Nullable GuestType guestType;
    private final CpuCount cpus;
    private final Memory memory;
    private final Boot boot;
    private final List<DiskSpec> disks;
    private final List<NicSpec> nics;
    private final List<ConsoleSpec> consoles;

    private DomainSpec(Builder builder) {
        name = builder.name;
        uuid = builder.uuid;
        title = builder.title;
        description = builder.description;
        guestType = builder.guestType;
        cpus = builder.cpus;
        memory = builder.memory;
        boot = builder.boot;
        disks = List.copyOf(builder.disks);
        nics = List.copyOf(builder.nics);
        consoles = List.copyOf(builder.consoles);
    }

    /**
     * Begins a description: one CPU, 128 MiB, started by a BIOS, no devices.
     *
     * @param name the domain's name, unique on its host: 1 to 240 bytes in UTF-8, without control characters, slashes,
     *     backslashes, quotes and markup
     * @return a builder
     * @throws InvalidSpecException if the name breaks these rules
     */
    public static Builder named(String name) {
        return new Builder(Text.name("domain name", name));
    }

    /**
     * Begins the description of a domain that exists: for drivers. The name is not checked, since a host may have domains
     * that this library would not have named so.
     *
     * @param name the domain's name as the backend reports it
     * @return a builder
     */
    public static Builder reported(String name) {
        return new Builder(name);
    }

    /**
     * Returns the domain's name.
     *
     * @return the name, unique on a host
     */
    public String name() {
        return name;
    }

    /**
     * Returns the domain's UUID.
     *
     * @return the UUID; empty leaves it to the backend
     */
    public Optional<UUID> uuid() {
        return Optional.ofNullable(uuid);
    }

    /**
     * Returns a short text for people.
     *
     * @return the title, on one line
     */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /**
     * Returns a longer text for people.
     *
     * @return the description
     */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    /**
     * Returns the family of the guest.
     *
     * @return the family; empty leaves it to the driver, which takes the fastest that works
     */
    public Optional<GuestType> guestType() {
        return Optional.ofNullable(guestType);
    }

    /**
     * Returns the number of CPUs.
     *
     * @return current and maximum
     */
    public CpuCount cpus() {
        return cpus;
    }

    /**
     * Returns the memory.
     *
     * @return current and maximum
     */
    public Memory memory() {
        return memory;
    }

    /**
     * Returns how the domain starts.
     *
     * @return kernel or firmware
     */
    public Boot boot() {
        return boot;
    }

    /**
     * Returns the drives.
     *
     * @return disks, CD-ROMs and floppies, in the order of the configuration
     */
    public List<DiskSpec> disks() {
        return disks;
    }

    /**
     * Returns the network cards.
     *
     * @return the cards, in the order of the configuration
     */
    public List<NicSpec> nics() {
        return nics;
    }

    /**
     * Returns the consoles.
     *
     * @return the consoles; their place in the list is their number
     */
    public List<ConsoleSpec> consoles() {
        return consoles;
    }

    /**
     * Begins a changed copy.
     *
     * @return a builder that holds everything this description says
     */
    public Builder toBuilder() {
        Builder copy = new Builder(name);
        copy.uuid = uuid;
        copy.title = title;
        copy.description = description;
        copy.guestType = guestType;
        copy.cpus = cpus;
        copy.memory = memory;
        copy.boot = boot;
        copy.disks.addAll(disks);
        copy.nics.addAll(nics);
        copy.consoles.addAll(consoles);
        return copy;
    }

    private List<@Nullable Object> fields() {
        return Arrays.asList(name, uuid, title, description, guestType, cpus, memory, boot, disks, nics, consoles);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DomainSpec that && fields().equals(that.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return "DomainSpec[" + name + ", " + cpus + " CPUs, " + memory + ", " + boot + ", disks=" + disks + ", nics="
                + nics + ", consoles=" + consoles + "]";
    }

    /** Collects a description. Not thread-safe. */
    public static final class Builder {

        private static final Pattern LINE_BREAK = Pattern.compile("\r\n?");

        private String name;
        private @Nullable UUID uuid;
        private @Nullable String title;
        private @Nullable String description;
        private @Nullable GuestType guestType;
        private CpuCount cpus = CpuCount.of(1);
        private Memory memory = Memory.of(DataSize.mebibytes(128));
        private Boot boot = Boot.bios();
        private final List<DiskSpec> disks = new ArrayList<>();
        private final List<NicSpec> nics = new ArrayList<>();
        private final List<ConsoleSpec> consoles = new ArrayList<>();

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Sets the name.
         *
         * @param newName by the rules of {@link DomainSpec#named}
         * @return this builder
         * @throws InvalidSpecException if it breaks the rules
         */
        public Builder name(String newName) {
            name = Text.name("domain name", newName);
            return this;
        }

        /**
         * Sets the UUID.
         *
         * @param newUuid a UUID unique on the host, not all zeros
         * @return this builder
         * @throws InvalidSpecException if it is the nil UUID
         */
        public Builder uuid(UUID newUuid) {
            if (newUuid.getMostSignificantBits() == 0 && newUuid.getLeastSignificantBits() == 0) {
                throw InvalidSpecException.of("UUID", newUuid, "the nil UUID names nothing");
            }
            uuid = newUuid;
            return this;
        }

        /**
         * Sets a short text for people.
         *
         * @param text a title on one line; empty for none
         * @return this builder
         * @throws InvalidSpecException if it has more than one line
         */
        public Builder title(String text) {
            title = Strings.emptyToNull(Text.oneLine("title", text));
            return this;
        }

        /**
         * Sets a longer text for people.
         *
         * @param text any text without control characters but tabs and line breaks, which become {@code \n}; empty for
         *     none
         * @return this builder
         * @throws InvalidSpecException if it has other control characters
         */
        public Builder description(String text) {
            description = Strings.emptyToNull(
                    LINE_BREAK.matcher(Text.anyText("description", text)).replaceAll("\n"));
            return this;
        }

        /**
         * Sets the family of the guest.
         *
         * @param type the family
         * @return this builder
         */
        public Builder guestType(GuestType type) {
            guestType = Objects.requireNonNull(type, "type");
            return this;
        }

        /**
         * Sets a fixed number of CPUs.
         *
         * @param count from 1 to {@value CpuCount#LIMIT}
         * @return this builder
         * @throws InvalidSpecException if it is out of range
         */
        public Builder cpus(int count) {
            return cpus(CpuCount.of(count));
        }

        /**
         * Sets the number of CPUs.
         *
         * @param count current and maximum
         * @return this builder
         */
        public Builder cpus(CpuCount count) {
            cpus = Objects.requireNonNull(count, "count");
            return this;
        }

        /**
         * Sets a fixed amount of memory.
         *
         * @param size from 1 MiB to 4 PiB
         * @return this builder
         * @throws InvalidSpecException if it is out of range
         */
        public Builder memory(DataSize size) {
            return memory(Memory.of(size));
        }

        /**
         * Sets the memory.
         *
         * @param allocation current and maximum
         * @return this builder
         */
        public Builder memory(Memory allocation) {
            memory = Objects.requireNonNull(allocation, "allocation");
            return this;
        }

        /**
         * Sets how the domain starts.
         *
         * @param how kernel or firmware
         * @return this builder
         */
        public Builder boot(Boot how) {
            boot = Objects.requireNonNull(how, "how");
            return this;
        }

        /**
         * Adds a drive.
         *
         * @param disk the drive
         * @return this builder
         */
        public Builder disk(DiskSpec disk) {
            disks.add(Objects.requireNonNull(disk, "disk"));
            return this;
        }

        /**
         * Replaces all drives.
         *
         * @param all the drives, in order
         * @return this builder
         */
        public Builder disks(List<DiskSpec> all) {
            disks.clear();
            all.forEach(this::disk);
            return this;
        }

        /**
         * Adds a network card.
         *
         * @param nic the card
         * @return this builder
         */
        public Builder nic(NicSpec nic) {
            nics.add(Objects.requireNonNull(nic, "nic"));
            return this;
        }

        /**
         * Replaces all network cards.
         *
         * @param all the cards, in order
         * @return this builder
         */
        public Builder nics(List<NicSpec> all) {
            nics.clear();
            all.forEach(this::nic);
            return this;
        }

        /**
         * Adds a console.
         *
         * @param console the console
         * @return this builder
         */
        public Builder console(ConsoleSpec console) {
            consoles.add(Objects.requireNonNull(console, "console"));
            return this;
        }

        /**
         * Replaces all consoles.
         *
         * @param all the consoles, in order
         * @return this builder
         */
        public Builder consoles(List<ConsoleSpec> all) {
            consoles.clear();
            all.forEach(this::console);
            return this;
        }

        /**
         * Finishes the description.
         *
         * @return the description
         * @throws InvalidSpecException if two drives have the same target or two cards the same address
         */
        public DomainSpec build() {
            unique("disk target", disks, DiskSpec::target);
            unique("MAC address", nics, NicSpec::mac);
            return new DomainSpec(this);
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
    }
}
