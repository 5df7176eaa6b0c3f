package org.anfitrion.libvirt.xml;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
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
import org.anfitrion.libvirt.xml.domain.CpuTuneEmulatorPin;
import org.anfitrion.libvirt.xml.domain.CpuTuneVcpuPin;
import org.anfitrion.libvirt.xml.domain.DomainBlkIoTune;
import org.anfitrion.libvirt.xml.domain.DomainCpuTune;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainMemTune;
import org.anfitrion.libvirt.xml.domain.MemTuneHardLimit;
import org.anfitrion.libvirt.xml.domain.MemTuneSoftLimit;
import org.anfitrion.libvirt.xml.domain.MemTuneSwapHardLimit;

/** How the domain shares its host with others. What a description leaves open stays as it is. */
final class TuningConcern implements Concern {

    /** From here on libvirt means "no limit": {@code VIR_DOMAIN_MEMORY_PARAM_UNLIMITED}, in KiB. */
    private static final DataSize UNLIMITED = DataSize.kibibytes(9_007_199_254_740_991L);

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Tuning tuning = Tuning.NONE;
        if (from.cpuTune().isPresent()) {
            tuning = read(from.cpuTune().get(), tuning);
        }
        Optional<DomainMemTune> memory = from.memTune();
        tuning = with(
                tuning,
                limit(memory.flatMap(DomainMemTune::hardLimit).flatMap(MemTuneHardLimit::size)),
                Tuning::memoryHardLimit);
        tuning = with(
                tuning,
                limit(memory.flatMap(DomainMemTune::softLimit).flatMap(MemTuneSoftLimit::size)),
                Tuning::memorySoftLimit);
        tuning = with(
                tuning,
                limit(memory.flatMap(DomainMemTune::swapHardLimit).flatMap(MemTuneSwapHardLimit::size)),
                Tuning::swapLimit);
        tuning = with(
                tuning,
                natural(from.blkIoTune().flatMap(DomainBlkIoTune::weight)),
                (it, weight) -> it.blockWeight(weight.intValue()));
        to.tuning(tuning);
    }

    private static Tuning read(DomainCpuTune cpu, Tuning before) {
        Tuning tuning = with(before, natural(cpu.shares()), Tuning::cpuShares);
        tuning = with(tuning, time(cpu.period()), Tuning::cpuPeriod);
        tuning = with(tuning, time(cpu.quota()), Tuning::cpuQuota);
        for (CpuTuneVcpuPin pin : cpu.vcpuPins()) {
            Optional<Long> vcpu = natural(pin.vcpu()).filter(it -> it <= Integer.MAX_VALUE);
            Optional<CpuSet> on = Tolerant.value(pin.cpuset(), CpuSet::parse);
            if (vcpu.isPresent() && on.isPresent()) {
                tuning = tuning.pin(vcpu.get().intValue(), on.get());
            }
        }
        Optional<String> emulator = cpu.emulatorPin().flatMap(CpuTuneEmulatorPin::cpuset);
        return with(tuning, Tolerant.value(emulator, CpuSet::parse), Tuning::emulatorPinning);
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

    private static Optional<Long> natural(Optional<Long> number) {
        return number.filter(it -> it >= 0);
    }

    private static Optional<Duration> time(Optional<Long> micros) {
        return natural(micros).map(it -> Duration.of(it, ChronoUnit.MICROS));
    }

    private static Optional<DataSize> limit(Optional<DataSize> size) {
        return size.filter(it -> it.compareTo(UNLIMITED) < 0);
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
        settings.set("CPU shares", boxed(base.cpuShares()), boxed(wanted.cpuShares()), value -> domain.cpuTuneOrNew()
                .setShares(value));
        settings.set(
                "CPU period",
                base.cpuPeriod(),
                wanted.cpuPeriod().map(TuningConcern::micros),
                value -> domain.cpuTuneOrNew().setPeriod(inMicros(value)));
        settings.set(
                "CPU quota",
                base.cpuQuota(),
                wanted.cpuQuota().map(TuningConcern::micros),
                value -> domain.cpuTuneOrNew().setQuota(inMicros(value)));
        writePins(change, settings, base.pinning(), wanted.pinning());
        settings.set(
                "emulator pinning", base.emulatorPinning(), wanted.emulatorPinning(), value -> domain.cpuTuneOrNew()
                        .emulatorPinOrNew()
                        .setCpuset(value.toString()));
        settings.set(
                "memory hard limit",
                base.memoryHardLimit(),
                whole(wanted.memoryHardLimit()),
                value -> domain.memTuneOrNew().hardLimitOrNew().setSize(value));
        settings.set(
                "memory soft limit",
                base.memorySoftLimit(),
                whole(wanted.memorySoftLimit()),
                value -> domain.memTuneOrNew().softLimitOrNew().setSize(value));
        settings.set("swap limit", base.swapLimit(), whole(wanted.swapLimit()), value -> domain.memTuneOrNew()
                .swapHardLimitOrNew()
                .setSize(value));
        settings.set(
                "block weight", boxed(base.blockWeight()), boxed(wanted.blockWeight()), value -> domain.blkIoTuneOrNew()
                        .setWeight(value.longValue()));
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
                    pin(change.domain().cpuTuneOrNew(), vcpu).setCpuset(value.toString());
                }));
    }

    private static CpuTuneVcpuPin pin(DomainCpuTune cpu, long vcpu) {
        return cpu.vcpuPins().stream()
                .filter(pin -> pin.vcpu().equals(Optional.of(vcpu)))
                .findFirst()
                .orElseGet(() -> cpu.addVcpuPin().setVcpu(vcpu));
    }

    /** libvirt counts in KiB. */
    private static Optional<DataSize> whole(Optional<DataSize> size) {
        return size.map(it -> DataSize.kibibytes(it.toKibibytes()));
    }

    /** libvirt counts in microseconds. */
    private static Duration micros(Duration time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static long inMicros(Duration time) {
        return time.toNanos() / 1000;
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
