package org.anfitrion.api.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.unit.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a domain at one moment: a row of an inventory.
 *
 * <p>Identity is always there. A fact that was not asked for (see {@link DomainField}) is not there, and its accessor
 * throws {@link IllegalStateException}.
 */
public final class DomainInfo {

    private final DomainId id;
    private final String name;
    private final @Nullable UUID uuid;
    private final @Nullable DomainStatus status;
    private final @Nullable Integer cpus;
    private final @Nullable DataSize memory;
    private final @Nullable Boolean persistent;
    private final @Nullable Boolean autostart;

    private DomainInfo(Builder builder) {
        id = builder.id;
        name = builder.name;
        uuid = builder.uuid;
        status = builder.status;
        cpus = builder.cpus;
        memory = builder.memory;
        persistent = builder.persistent;
        autostart = builder.autostart;
    }

    /**
     * Begins a row: for drivers.
     *
     * @param id the domain's identity
     * @param name the domain's name
     * @return a builder
     */
    public static Builder of(DomainId id, String name) {
        return new Builder(id, name);
    }

    /**
     * Returns the domain's identity.
     *
     * @return the driver's key
     */
    public DomainId id() {
        return id;
    }

    /**
     * Returns the domain's name.
     *
     * @return the name, unique on the host
     */
    public String name() {
        return name;
    }

    /**
     * Returns the domain's UUID.
     *
     * @return the UUID; empty if the backend has none
     */
    public Optional<UUID> uuid() {
        return Optional.ofNullable(uuid);
    }

    /**
     * Returns state and reason.
     *
     * @return what the domain is doing, and why
     * @throws IllegalStateException if {@link DomainField#STATUS} was not asked for
     */
    public DomainStatus status() {
        return asked(status, DomainField.STATUS);
    }

    /**
     * Returns the state.
     *
     * @return what the domain is doing
     * @throws IllegalStateException if {@link DomainField#STATUS} was not asked for
     */
    public DomainState state() {
        return status().state();
    }

    /**
     * Returns the number of virtual CPUs on line, or configured if the domain is shut off.
     *
     * @return 1 or more
     * @throws IllegalStateException if {@link DomainField#RESOURCES} was not asked for
     */
    public int cpus() {
        return asked(cpus, DomainField.RESOURCES);
    }

    /**
     * Returns the memory that the domain has, or will have when started.
     *
     * @return the balloon's current size
     * @throws IllegalStateException if {@link DomainField#RESOURCES} was not asked for
     */
    public DataSize memory() {
        return asked(memory, DomainField.RESOURCES);
    }

    /**
     * Tells whether the domain has a configuration that survives its end.
     *
     * @return false for a transient domain
     * @throws IllegalStateException if {@link DomainField#PERSISTENCE} was not asked for
     */
    public boolean persistent() {
        return asked(persistent, DomainField.PERSISTENCE);
    }

    /**
     * Tells whether the domain starts with its host.
     *
     * @return true if it does
     * @throws IllegalStateException if {@link DomainField#PERSISTENCE} was not asked for
     */
    public boolean autostart() {
        return asked(autostart, DomainField.PERSISTENCE);
    }

    private <T> T asked(@Nullable T value, DomainField field) {
        if (value == null) {
            throw new IllegalStateException(field + " of domain '" + name + "' was not asked for");
        }
        return value;
    }

    private List<@Nullable Object> fields() {
        return Arrays.asList(id, name, uuid, status, cpus, memory, persistent, autostart);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DomainInfo that && fields().equals(that.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    @Override
    public String toString() {
        return "DomainInfo" + fields();
    }

    /** Collects a row. Not thread-safe. */
    public static final class Builder {

        private final DomainId id;
        private final String name;
        private @Nullable UUID uuid;
        private @Nullable DomainStatus status;
        private @Nullable Integer cpus;
        private @Nullable DataSize memory;
        private @Nullable Boolean persistent;
        private @Nullable Boolean autostart;

        private Builder(DomainId id, String name) {
            this.id = Objects.requireNonNull(id, "id");
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Sets the UUID.
         *
         * @param value the UUID
         * @return this builder
         */
        public Builder uuid(UUID value) {
            uuid = value;
            return this;
        }

        /**
         * Sets state and reason.
         *
         * @param value what the domain is doing, and why
         * @return this builder
         */
        public Builder status(DomainStatus value) {
            status = value;
            return this;
        }

        /**
         * Sets CPUs and memory.
         *
         * @param cpuCount virtual CPUs on line or configured
         * @param size the balloon's current size
         * @return this builder
         */
        public Builder resources(int cpuCount, DataSize size) {
            cpus = cpuCount;
            memory = size;
            return this;
        }

        /**
         * Sets whether the domain is persistent, and starts with its host.
         *
         * @param isPersistent whether it has a configuration that survives its end
         * @param startsWithHost whether it starts with its host
         * @return this builder
         */
        public Builder persistence(boolean isPersistent, boolean startsWithHost) {
            persistent = isPersistent;
            autostart = startsWithHost;
            return this;
        }

        /**
         * Finishes the row.
         *
         * @return the row
         */
        public DomainInfo build() {
            return new DomainInfo(this);
        }
    }
}
