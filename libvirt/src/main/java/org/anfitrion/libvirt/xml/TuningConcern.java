package org.anfitrion.libvirt.xml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.BlockTuningElement;
import org.anfitrion.libvirt.xml.domain.CpuPinElement;
import org.anfitrion.libvirt.xml.domain.CpuTuningElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.MemoryTuningElement;
import org.anfitrion.libvirt.xml.domain.SizeElement;
import org.jspecify.annotations.Nullable;

/** How the domain shares its host with others. What a description leaves open stays as it is. */
final class TuningConcern implements Concern {

    /** From here on libvirt means "no limit": {@code VIR_DOMAIN_MEMORY_PARAM_UNLIMITED}, in KiB. */
    private static final DataSize UNLIMITED = DataSize.kibibytes(9_007_199_254_740_991L);

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Tuning tuning = Tuning.NONE;
        if (from.cpuTuning != null) {
            tuning = read(from.cpuTuning, tuning);
        }
        if (from.memoryTuning != null) {
            MemoryTuningElement memory = from.memoryTuning;
            tuning = with(tuning, limit(memory.hardLimit), Tuning::memoryHardLimit);
            tuning = with(tuning, limit(memory.softLimit), Tuning::memorySoftLimit);
            tuning = with(tuning, limit(memory.swapHardLimit), Tuning::swapLimit);
        }
        if (from.blockTuning != null) {
            tuning = with(tuning, number(from.blockTuning.weight), (it, weight) -> it.blockWeight(weight.intValue()));
        }
        to.tuning(tuning);
    }

    private static Tuning read(CpuTuningElement cpu, Tuning before) {
        Tuning tuning = with(before, number(cpu.shares), Tuning::cpuShares);
        tuning = with(tuning, time(cpu.period), Tuning::cpuPeriod);
        tuning = with(tuning, time(cpu.quota), Tuning::cpuQuota);
        for (CpuPinElement pin : cpu.vcpuPins) {
            Optional<Long> vcpu = number(pin.vcpu).filter(it -> it <= Integer.MAX_VALUE);
            Optional<CpuSet> on = Tolerant.value(pin.cpuset, CpuSet::parse);
            if (vcpu.isPresent() && on.isPresent()) {
                tuning = tuning.pin(vcpu.get().intValue(), on.get());
            }
        }
        return cpu.emulatorPin == null
                ? tuning
                : with(tuning, Tolerant.value(cpu.emulatorPin.cpuset, CpuSet::parse), Tuning::emulatorPinning);
    }

    private interface Setting<T> {
        Tuning set(Tuning tuning, T value);
    }

    /** Sets a value; one that our types refuse stays in the native configuration only. */
    private static <T> Tuning with(Tuning tuning, Optional<T> value, Setting<T> setting) {
        try {
            return value.map(it -> setting.set(tuning, it)).orElse(tuning);
        } catch (InvalidSpecException refused) {
            return tuning;
        }
    }

    private static Optional<Long> number(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(it -> Long.parseLong(it.strip()))
                    .filter(it -> it >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty(); // somebody else's text
        }
    }

    private static Optional<Duration> time(@Nullable String micros) {
        return number(micros).map(it -> Duration.of(it, ChronoUnit.MICROS));
    }

    private static Optional<DataSize> limit(@Nullable SizeElement element) {
        return ScaledSize.memory(element).filter(size -> size.compareTo(UNLIMITED) < 0);
    }

    @Override
    public void write(Change change) {
        Tuning base = change.base().map(DomainSpec::tuning).orElse(Tuning.NONE);
        Tuning wanted = change.wanted().tuning();
        if (base.equals(wanted)) {
            return;
        }
        if (wanted.processLimit().isPresent() && !wanted.processLimit().equals(base.processLimit())) {
            throw change.unsupported("process limit", "libvirt has none");
        }
        Settings settings = new Settings(change);
        DomainElement domain = change.domain();
        settings.set(
                "CPU shares",
                boxed(base.cpuShares()),
                boxed(wanted.cpuShares()),
                value -> cpu(domain).shares = value.toString());
        settings.set(
                "CPU period",
                base.cpuPeriod(),
                wanted.cpuPeriod().map(TuningConcern::micros),
                value -> cpu(domain).period = text(value));
        settings.set(
                "CPU quota",
                base.cpuQuota(),
                wanted.cpuQuota().map(TuningConcern::micros),
                value -> cpu(domain).quota = text(value));
        writePins(change, settings, base.pinning(), wanted.pinning());
        settings.set("emulator pinning", base.emulatorPinning(), wanted.emulatorPinning(), value -> {
            CpuTuningElement cpu = cpu(domain);
            cpu.emulatorPin = Objects.requireNonNullElseGet(cpu.emulatorPin, CpuPinElement::new);
            cpu.emulatorPin.cpuset = value.toString();
        });
        settings.set(
                "memory hard limit",
                base.memoryHardLimit(),
                whole(wanted.memoryHardLimit()),
                value -> memory(domain).hardLimit = size(memory(domain).hardLimit, value));
        settings.set(
                "memory soft limit",
                base.memorySoftLimit(),
                whole(wanted.memorySoftLimit()),
                value -> memory(domain).softLimit = size(memory(domain).softLimit, value));
        settings.set(
                "swap limit",
                base.swapLimit(),
                whole(wanted.swapLimit()),
                value -> memory(domain).swapHardLimit = size(memory(domain).swapHardLimit, value));
        settings.set("block weight", boxed(base.blockWeight()), boxed(wanted.blockWeight()), value -> {
            domain.blockTuning = Objects.requireNonNullElseGet(domain.blockTuning, BlockTuningElement::new);
            domain.blockTuning.weight = value.toString();
        });
    }

    private static void writePins(
            Change change, Settings settings, Map<Integer, CpuSet> base, Map<Integer, CpuSet> wanted) {
        int most = change.wanted().cpus().maximum();
        Map<Integer, CpuSet> all = new LinkedHashMap<>();
        wanted.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(pin -> all.put(pin.getKey(), pin.getValue()));
        all.forEach((vcpu, on) -> settings.set(
                "CPU " + vcpu + " pinning", Optional.ofNullable(base.get(vcpu)), Optional.of(on), value -> {
                    if (vcpu >= most) {
                        throw InvalidSpecException.of("virtual CPU", vcpu, "the domain has " + most);
                    }
                    pin(cpu(change.domain()), vcpu.toString()).cpuset = value.toString();
                }));
    }

    private static CpuPinElement pin(CpuTuningElement cpu, String vcpu) {
        return cpu.vcpuPins.stream()
                .filter(pin -> pin.vcpu != null && pin.vcpu.strip().equals(vcpu))
                .findFirst()
                .orElseGet(() -> {
                    CpuPinElement added = new CpuPinElement();
                    added.vcpu = vcpu;
                    cpu.vcpuPins.add(added);
                    return added;
                });
    }

    private static CpuTuningElement cpu(DomainElement domain) {
        CpuTuningElement cpu = Objects.requireNonNullElseGet(domain.cpuTuning, CpuTuningElement::new);
        domain.cpuTuning = cpu;
        return cpu;
    }

    private static MemoryTuningElement memory(DomainElement domain) {
        MemoryTuningElement memory = Objects.requireNonNullElseGet(domain.memoryTuning, MemoryTuningElement::new);
        domain.memoryTuning = memory;
        return memory;
    }

    private static SizeElement size(@Nullable SizeElement present, DataSize value) {
        SizeElement element = Objects.requireNonNullElseGet(present, SizeElement::new);
        ScaledSize.write(element, value);
        return element;
    }

    /** libvirt counts in KiB. */
    private static Optional<DataSize> whole(Optional<DataSize> size) {
        return size.map(it -> DataSize.kibibytes(it.toKibibytes()));
    }

    /** libvirt counts in microseconds. */
    private static Duration micros(Duration time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static String text(Duration time) {
        return Long.toString(time.toNanos() / 1000);
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    /** Writes what is described and differs. */
    private record Settings(Change change) {

        <T> void set(String what, Optional<T> base, Optional<T> wanted, Consumer<T> writing) {
            if (wanted.isPresent() && !wanted.equals(base)) {
                writing.accept(wanted.get());
                change.note(what, base.map(String::valueOf).orElse("open"), wanted.get());
            }
        }
    }
}
