package org.anfitrion.driver.lxc.config;

import com.google.common.math.LongMath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.unit.DataSize;

/**
 * A container's CPUs, memory and tuning as values of control groups, and back; by the version that the host has of each
 * controller. Serves for a configuration, whose keys are such files with {@code lxc.cgroup.} or {@code lxc.cgroup2.} before, and
 * for the files of a container that runs. What the host has no controller for is left to notes. Immutable.
 */
public final class Limits {

    /** The notes that belong to limits. */
    static final List<String> NOTES =
            List.of(Notes.CPUS, Notes.MOST_CPUS, Notes.QUOTA, Notes.MEMORY, Notes.MOST_MEMORY, Notes.SHARES);

    private static final long LEAST_MEMORY = DataSize.mebibytes(1).bytes();

    private final ContainerHost host;

    /**
     * Creates the translation for a host.
     *
     * @param host the host
     */
    public Limits(ContainerHost host) {
        this.host = host;
    }

    /**
     * Returns what the files of a container's control groups are to say.
     *
     * @param spec its description
     * @return the values by the names of their files, in the order in which they are to be written
     */
    public Map<String, String> files(DomainSpec spec) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Limit limit : Limit.ALL) {
            OptionalInt version = host.version(limit.controller());
            if (version.isPresent()) {
                limit.value(spec, version.getAsInt())
                        .ifPresent(value -> files.put(limit.file(host, version.getAsInt()), value));
            }
        }
        return files;
    }

    /**
     * Returns the configuration's key for a file, on this host.
     *
     * @param file the file's name, such as {@code memory.limit_in_bytes}
     * @return the key
     */
    public String key(String file) {
        boolean two = host.version(file.substring(0, file.indexOf('.'))).orElse(1) == 2;
        return (two ? "lxc.cgroup2." : "lxc.cgroup.") + file;
    }

    /** Returns what has to be kept beside the files; a name without text is not kept. */
    Map<String, String> notes(DomainSpec spec) {
        DomainSpec plain = read(files(spec), spec);
        Map<String, String> notes = new LinkedHashMap<>();
        NOTES.forEach(name -> notes.put(name, ""));
        if (plain.cpus().current() != spec.cpus().current()) {
            notes.put(Notes.CPUS, Integer.toString(spec.cpus().current()));
        }
        if (spec.cpus().maximum() != spec.cpus().current()) {
            notes.put(Notes.MOST_CPUS, Integer.toString(spec.cpus().maximum()));
        }
        spec.tuning()
                .cpuQuota()
                .filter(quota -> quota.compareTo(spec.tuning().cpuPeriod().orElse(CpuTime.PERIOD)) >= 0)
                .ifPresent(quota -> notes.put(Notes.QUOTA, Long.toString(CpuTime.micros(quota))));
        // A note of the memory says also that the limit is a hard one.
        if (spec.tuning().memoryHardLimit().isPresent()
                || !plain.memory().current().equals(spec.memory().current())) {
            notes.put(Notes.MEMORY, Long.toString(spec.memory().current().bytes()));
        }
        if (!spec.memory().maximum().equals(spec.memory().current())) {
            notes.put(Notes.MOST_MEMORY, Long.toString(spec.memory().maximum().bytes()));
        }
        OptionalLong shares = spec.tuning().cpuShares();
        if (shares.isPresent() && !plain.tuning().cpuShares().equals(shares)) {
            notes.put(Notes.SHARES, Long.toString(shares.getAsLong()));
        }
        return notes;
    }

    private DomainSpec read(Map<String, String> files, DomainSpec spec) {
        DomainSpecBuilder builder = DomainSpec.reported(spec.name());
        read(name -> Optional.ofNullable(files.get(name)), name -> Optional.empty(), builder);
        return builder.build();
    }

    /** Reads CPUs, memory and tuning. */
    void read(
            Function<String, Optional<String>> files,
            Function<String, Optional<String>> notes,
            DomainSpecBuilder builder) {
        Reading reading = new Reading(files, notes);
        CpuCount cpus = reading.cpus();
        builder.cpus(cpus).memory(reading.memory()).tuning(reading.tuning(cpus));
    }

    /** Reads CPUs and memory only. */
    Resources resources(Function<String, Optional<String>> files, Function<String, Optional<String>> notes) {
        Reading reading = new Reading(files, notes);
        return new Resources(reading.cpus(), reading.memory());
    }

    private final class Reading {

        private final Function<String, Optional<String>> files;
        private final Function<String, Optional<String>> notes;

        Reading(Function<String, Optional<String>> files, Function<String, Optional<String>> notes) {
            this.files = files;
            this.notes = notes;
        }

        /** What a file says, by its name in version 1. */
        private Optional<String> file(String one) {
            return Limit.ALL.stream()
                    .filter(limit -> limit.one().equals(one))
                    .findFirst()
                    .flatMap(limit -> {
                        OptionalInt version = host.version(limit.controller());
                        return version.isPresent()
                                ? Optional.of(limit.file(host, version.getAsInt()))
                                : Optional.empty();
                    })
                    .filter(name -> !name.isEmpty())
                    .flatMap(files)
                    .map(String::strip);
        }

        private boolean isTwo(String controller) {
            return host.version(controller).orElse(1) == 2;
        }

        private OptionalLong note(String name) {
            Optional<String> text = notes.apply(name);
            return text.isPresent() ? Amounts.number(text.get()) : OptionalLong.empty();
        }

        private Optional<CpuTime> time() {
            String quota = file(Limit.QUOTA).orElse("max");
            String period = file(Limit.PERIOD).orElse("");
            if (isTwo("cpu")) {
                String[] both = quota.split("\\s+", 2);
                quota = both[0];
                period = both.length > 1 ? both[1] : "";
            }
            OptionalLong used = Amounts.number(quota);
            long of = Math.max(1, Amounts.number(period).orElse(CpuTime.USUAL_PERIOD));
            return used.isPresent() ? Optional.of(new CpuTime(used.getAsLong(), of)) : Optional.empty();
        }

        private Optional<Duration> period() {
            Optional<String> text = isTwo("cpu")
                    ? file(Limit.QUOTA)
                            .filter(both -> both.contains(" "))
                            .map(both -> both.replaceFirst("\\S+\\s+", ""))
                    : file(Limit.PERIOD);
            OptionalLong micros = text.isPresent() ? Amounts.number(text.get()) : OptionalLong.empty();
            return micros.isPresent() && micros.getAsLong() <= 1_000_000
                    ? Optional.of(Duration.ofNanos(micros.getAsLong() * 1000))
                    : Optional.empty();
        }

        private Optional<CpuSet> pinned() {
            return file(Limit.CPUS).flatMap(text -> Amounts.fit(() -> CpuSet.parse(text)));
        }

        CpuCount cpus() {
            int told = time().map(time -> time.cpus(CpuCount.LIMIT))
                    .or(() -> pinned().map(set -> set.cpus().size()))
                    .orElse(host.cpus().cpus().size());
            int current = count(note(Notes.CPUS).orElse(told));
            return new CpuCount(
                    current, Math.max(current, count(note(Notes.MOST_CPUS).orElse(current))));
        }

        private static int count(long number) {
            return (int) Math.min(CpuCount.LIMIT, Math.max(1, number));
        }

        private Optional<DataSize> limit() {
            return file(Limit.MEMORY).flatMap(Amounts::size);
        }

        Memory memory() {
            DataSize told = limit().orElse(host.memory());
            DataSize current = memory(note(Notes.MEMORY).orElse(told.bytes()));
            DataSize maximum = memory(note(Notes.MOST_MEMORY).orElse(current.bytes()));
            return new Memory(current, maximum.compareTo(current) < 0 ? current : maximum);
        }

        private DataSize memory(long bytes) {
            DataSize size = DataSize.bytes(Math.max(bytes, LEAST_MEMORY));
            return Amounts.fit(() -> Memory.of(size)).map(Memory::current).orElse(host.memory());
        }

        Tuning tuning(CpuCount cpus) {
            Tuning[] tuning = {Tuning.NONE};
            take(tuning, shares(), (now, value) -> now.cpuShares(value));
            take(tuning, time().flatMap(time -> quota(time, cpus.current())), Tuning::cpuQuota);
            take(tuning, period(), Tuning::cpuPeriod);
            pinned().ifPresent(set -> {
                for (int cpu = 0; cpu < cpus.maximum(); cpu++) {
                    tuning[0] = tuning[0].pin(cpu, set);
                }
            });
            Optional<DataSize> hard = note(Notes.MEMORY).isPresent() ? limit() : Optional.empty();
            take(tuning, hard, Tuning::memoryHardLimit);
            take(tuning, file(Limit.SOFT_MEMORY).flatMap(Amounts::size), Tuning::memorySoftLimit);
            take(tuning, swap(), Tuning::swapLimit);
            take(tuning, integer(file(Limit.WEIGHT).map(text -> text.replace("default ", ""))), Tuning::blockWeight);
            take(tuning, integer(file(Limit.TASKS)), Tuning::processLimit);
            return tuning[0];
        }

        private Optional<Duration> quota(CpuTime time, int cpus) {
            OptionalLong noted = note(Notes.QUOTA);
            boolean same = noted.isPresent() && LongMath.saturatedMultiply(noted.getAsLong(), cpus) == time.quota();
            return same && noted.getAsLong() <= Long.MAX_VALUE / 1000
                    ? Optional.of(Duration.ofNanos(noted.getAsLong() * 1000))
                    : time.each(cpus);
        }

        private Optional<Long> shares() {
            OptionalLong told = number(file(Limit.SHARES));
            if (told.isEmpty()) {
                return Optional.empty();
            }
            if (!isTwo("cpu")) {
                return Optional.of(told.getAsLong());
            }
            OptionalLong noted = note(Notes.SHARES);
            boolean same = noted.isPresent() && Limit.weight(noted.getAsLong()) == told.getAsLong();
            return Optional.of(same ? noted.getAsLong() : Limit.shares(told.getAsLong()));
        }

        private Optional<DataSize> swap() {
            Optional<DataSize> told = file(Limit.SWAP).flatMap(Amounts::size);
            return isTwo("memory")
                    ? told.flatMap(swap ->
                            limit().flatMap(memory -> Amounts.fit(() -> DataSize.bytes(memory.bytes() + swap.bytes()))))
                    : told;
        }

        private static OptionalLong number(Optional<String> text) {
            return text.isPresent() ? Amounts.number(text.get()) : OptionalLong.empty();
        }

        private static Optional<Integer> integer(Optional<String> text) {
            OptionalLong number = number(text);
            return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
                    ? Optional.of((int) number.getAsLong())
                    : Optional.empty();
        }

        private static <T> void take(Tuning[] tuning, Optional<T> value, Setter<T> setter) {
            value.flatMap(found -> Amounts.fit(() -> setter.set(tuning[0], found)))
                    .ifPresent(next -> tuning[0] = next);
        }
    }

    private interface Setter<T> {
        Tuning set(Tuning tuning, T value);
    }

    static UnaryOperator<LxcConfig> noting(Map<String, String> notes) {
        return config -> {
            LxcConfig noted = config;
            for (Map.Entry<String, String> note : notes.entrySet()) {
                noted = noted.withNote(note.getKey(), note.getValue());
            }
            return noted;
        };
    }
}
