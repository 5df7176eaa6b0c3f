package org.anfitrion.api.domain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/**
 * How a domain shares its host with others: pinning, shares, limits, memory's place. Immutable. What is empty is left
 * as it is in an update, and to the backend in a new domain.
 *
 * @param cpuShares weight against other domains, in the backend's scale (cgroup v1 {@code cpu.shares}: 1024 is usual;
 * v2 and Xen credit2 are translated)
 * @param cpuQuota CPU time that each virtual CPU may use in a period
 * @param cpuPeriod the period
 * @param pinning on which CPUs of the host a virtual CPU runs, by its number from 0
 * @param emulatorPinning on which CPUs of the host the machine's own work is done
 * @param memoryHardLimit memory of the host that the domain may never exceed
 * @param memorySoftLimit memory that it is pushed back to when the host needs some
 * @param swapLimit memory and swap together that it may never exceed
 * @param blockWeight weight of its disk traffic, from 10 to 1000
 * @param processLimit tasks that a container may have
 */
public record Tuning(
        OptionalLong cpuShares,
        Optional<Duration> cpuQuota,
        Optional<Duration> cpuPeriod,
        Map<Integer, CpuSet> pinning,
        Optional<CpuSet> emulatorPinning,
        Optional<DataSize> memoryHardLimit,
        Optional<DataSize> memorySoftLimit,
        Optional<DataSize> swapLimit,
        OptionalInt blockWeight,
        OptionalInt processLimit) {

    /**
     * Creates the description.
     *
     * @param cpuShares weight against other domains, in the backend's scale (cgroup v1 {@code cpu.shares}: 1024 is
     * usual; v2 and Xen credit2 are translated)
     * @param cpuQuota CPU time that each virtual CPU may use in a period
     * @param cpuPeriod the period
     * @param pinning on which CPUs of the host a virtual CPU runs, by its number from 0
     * @param emulatorPinning on which CPUs of the host the machine's own work is done
     * @param memoryHardLimit memory of the host that the domain may never exceed
     * @param memorySoftLimit memory that it is pushed back to when the host needs some
     * @param swapLimit memory and swap together that it may never exceed
     * @param blockWeight weight of its disk traffic, from 10 to 1000
     * @param processLimit tasks that a container may have
     * @throws InvalidSpecException if a number is out of its range
     */
    public Tuning {
        Objects.requireNonNull(cpuShares, "cpuShares");
        Objects.requireNonNull(cpuQuota, "cpuQuota");
        Objects.requireNonNull(cpuPeriod, "cpuPeriod");
        pinning = Map.copyOf(pinning);
        Objects.requireNonNull(emulatorPinning, "emulatorPinning");
        Objects.requireNonNull(memoryHardLimit, "memoryHardLimit");
        Objects.requireNonNull(memorySoftLimit, "memorySoftLimit");
        Objects.requireNonNull(swapLimit, "swapLimit");
        Objects.requireNonNull(blockWeight, "blockWeight");
        Objects.requireNonNull(processLimit, "processLimit");
        if (cpuShares.isPresent() && (cpuShares.getAsLong() < 1 || cpuShares.getAsLong() > 262_144)) {
            throw InvalidSpecException.of("CPU shares", cpuShares.getAsLong(), "must be from 1 to 262144");
        }
        if (cpuPeriod.isPresent()
                && (cpuPeriod.get().compareTo(Duration.ofMillis(1)) < 0
                        || cpuPeriod.get().compareTo(Duration.ofSeconds(1)) > 0)) {
            throw InvalidSpecException.of("CPU period", cpuPeriod.get(), "must be from 1 ms to 1 s");
        }
        if (cpuQuota.isPresent() && cpuQuota.get().compareTo(Duration.ofMillis(1)) < 0) {
            throw InvalidSpecException.of("CPU quota", cpuQuota.get(), "must be 1 ms or more");
        }
        if (blockWeight.isPresent() && (blockWeight.getAsInt() < 10 || blockWeight.getAsInt() > 1000)) {
            throw InvalidSpecException.of("block weight", blockWeight.getAsInt(), "must be from 10 to 1000");
        }
        if (processLimit.isPresent() && processLimit.getAsInt() < 1) {
            throw InvalidSpecException.of("process limit", processLimit.getAsInt(), "must be 1 or more");
        }
        pinning.keySet().forEach(cpu -> {
            if (cpu < 0) {
                throw InvalidSpecException.of("virtual CPU", cpu, "is numbered from 0");
            }
        });
    }

    /**
     * Returns a copy with another cpuShares.
     *
     * @param value weight against other domains, in the backend's scale (cgroup v1 {@code cpu.shares}: 1024 is usual;
     * v2 and Xen credit2 are translated)
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning cpuShares(long value) {
        return new Tuning(
                OptionalLong.of(value),
                cpuQuota,
                cpuPeriod,
                pinning,
                emulatorPinning,
                memoryHardLimit,
                memorySoftLimit,
                swapLimit,
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another cpuQuota.
     *
     * @param value CPU time that each virtual CPU may use in a period
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning cpuQuota(Duration value) {
        return new Tuning(
                cpuShares,
                Optional.of(value),
                cpuPeriod,
                pinning,
                emulatorPinning,
                memoryHardLimit,
                memorySoftLimit,
                swapLimit,
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another cpuPeriod.
     *
     * @param value the period
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning cpuPeriod(Duration value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                Optional.of(value),
                pinning,
                emulatorPinning,
                memoryHardLimit,
                memorySoftLimit,
                swapLimit,
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another pinning.
     *
     * @param value on which CPUs of the host a virtual CPU runs, by its number from 0
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning pinning(Map<Integer, CpuSet> value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                cpuPeriod,
                value,
                emulatorPinning,
                memoryHardLimit,
                memorySoftLimit,
                swapLimit,
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another emulatorPinning.
     *
     * @param value on which CPUs of the host the machine's own work is done
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning emulatorPinning(CpuSet value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                cpuPeriod,
                pinning,
                Optional.of(value),
                memoryHardLimit,
                memorySoftLimit,
                swapLimit,
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another memoryHardLimit.
     *
     * @param value memory of the host that the domain may never exceed
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning memoryHardLimit(DataSize value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                cpuPeriod,
                pinning,
                emulatorPinning,
                Optional.of(value),
                memorySoftLimit,
                swapLimit,
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another memorySoftLimit.
     *
     * @param value memory that it is pushed back to when the host needs some
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning memorySoftLimit(DataSize value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                cpuPeriod,
                pinning,
                emulatorPinning,
                memoryHardLimit,
                Optional.of(value),
                swapLimit,
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another swapLimit.
     *
     * @param value memory and swap together that it may never exceed
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning swapLimit(DataSize value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                cpuPeriod,
                pinning,
                emulatorPinning,
                memoryHardLimit,
                memorySoftLimit,
                Optional.of(value),
                blockWeight,
                processLimit);
    }

    /**
     * Returns a copy with another blockWeight.
     *
     * @param value weight of its disk traffic, from 10 to 1000
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning blockWeight(int value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                cpuPeriod,
                pinning,
                emulatorPinning,
                memoryHardLimit,
                memorySoftLimit,
                swapLimit,
                OptionalInt.of(value),
                processLimit);
    }

    /**
     * Returns a copy with another processLimit.
     *
     * @param value tasks that a container may have
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public Tuning processLimit(int value) {
        return new Tuning(
                cpuShares,
                cpuQuota,
                cpuPeriod,
                pinning,
                emulatorPinning,
                memoryHardLimit,
                memorySoftLimit,
                swapLimit,
                blockWeight,
                OptionalInt.of(value));
    }

    /** Nothing said. */
    public static final Tuning NONE = new Tuning(
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());

    /**
     * Pins one virtual CPU.
     *
     * @param cpu the virtual CPU's number, from 0
     * @param on on which CPUs of the host it runs
     * @return a copy with it
     * @throws InvalidSpecException if the number is negative
     */
    public Tuning pin(int cpu, CpuSet on) {
        Map<Integer, CpuSet> all = new LinkedHashMap<>(pinning);
        all.put(cpu, on);
        return pinning(all);
    }
}
