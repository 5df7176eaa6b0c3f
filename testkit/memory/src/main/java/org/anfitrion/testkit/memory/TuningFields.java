package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.unit.DataSize;

/** How a domain shares its host, as keys and values of native text, and back. */
final class TuningFields {

    /** All of them: they can be changed while a domain runs. */
    static final Set<String> KEYS = Set.of(
            "cpu-shares",
            "cpu-quota",
            "cpu-period",
            "cpu-pinning",
            "emulator-pinning",
            "memory-hard-limit",
            "memory-soft-limit",
            "swap-limit",
            "block-weight",
            "process-limit");

    private TuningFields() {}

    static Map<String, String> of(Tuning tuning) {
        Map<String, String> fields = new LinkedHashMap<>();
        tuning.cpuShares().ifPresent(shares -> fields.put("cpu-shares", Long.toString(shares)));
        tuning.cpuQuota().ifPresent(quota -> fields.put("cpu-quota", quota.toString()));
        tuning.cpuPeriod().ifPresent(period -> fields.put("cpu-period", period.toString()));
        if (!tuning.pinning().isEmpty()) {
            fields.put(
                    "cpu-pinning",
                    tuning.pinning().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(pin -> pin.getKey() + ":" + pin.getValue())
                            .collect(Collectors.joining(" ")));
        }
        tuning.emulatorPinning().ifPresent(cpus -> fields.put("emulator-pinning", cpus.toString()));
        tuning.memoryHardLimit().ifPresent(size -> fields.put("memory-hard-limit", size.toString()));
        tuning.memorySoftLimit().ifPresent(size -> fields.put("memory-soft-limit", size.toString()));
        tuning.swapLimit().ifPresent(size -> fields.put("swap-limit", size.toString()));
        tuning.blockWeight().ifPresent(weight -> fields.put("block-weight", Integer.toString(weight)));
        tuning.processLimit().ifPresent(limit -> fields.put("process-limit", Integer.toString(limit)));
        return fields;
    }

    static Tuning read(NativeText.Section domain) {
        Optional<Duration> quota = domain.get("cpu-quota").map(ValueReader::duration);
        Optional<Duration> period = domain.get("cpu-period").map(ValueReader::duration);
        Optional<CpuSet> emulator = domain.get("emulator-pinning").map(CpuSet::parse);
        Optional<DataSize> hard = domain.get("memory-hard-limit").map(ValueReader::size);
        Optional<DataSize> soft = domain.get("memory-soft-limit").map(ValueReader::size);
        Optional<DataSize> swap = domain.get("swap-limit").map(ValueReader::size);
        return new Tuning(
                domain.get("cpu-shares")
                        .map(ValueReader::count)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                quota,
                period,
                domain.get("cpu-pinning").map(TuningFields::pinning).orElse(Map.of()),
                emulator,
                hard,
                soft,
                swap,
                number(domain, "block-weight"),
                number(domain, "process-limit"));
    }

    private static OptionalInt number(NativeText.Section domain, String key) {
        return domain.get(key).map(ValueReader::number).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Map<Integer, CpuSet> pinning(String text) {
        Map<Integer, CpuSet> pinning = new LinkedHashMap<>();
        for (String pin : text.split(" ", -1)) {
            int colon = pin.indexOf(':');
            if (colon < 0) {
                throw ValueReader.wrong("CPU pinning", text, "expected something like 0:0-3 1:4");
            }
            pinning.put(ValueReader.number(pin.substring(0, colon)), CpuSet.parse(pin.substring(colon + 1)));
        }
        return pinning;
    }

    /** Returns what was wanted, and what was there of what was left empty. */
    static Tuning merged(Tuning known, Tuning wanted) {
        Map<Integer, CpuSet> pinning = new HashMap<>(known.pinning());
        pinning.putAll(wanted.pinning());
        return new Tuning(
                wanted.cpuShares().isPresent() ? wanted.cpuShares() : known.cpuShares(),
                wanted.cpuQuota().or(known::cpuQuota),
                wanted.cpuPeriod().or(known::cpuPeriod),
                pinning,
                wanted.emulatorPinning().or(known::emulatorPinning),
                wanted.memoryHardLimit().or(known::memoryHardLimit),
                wanted.memorySoftLimit().or(known::memorySoftLimit),
                wanted.swapLimit().or(known::swapLimit),
                wanted.blockWeight().isPresent() ? wanted.blockWeight() : known.blockWeight(),
                wanted.processLimit().isPresent() ? wanted.processLimit() : known.processLimit());
    }
}
