package org.anfitrion.testkit.memory;

import static org.anfitrion.testkit.memory.ValueReader.wrong;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.unit.DataSize;

/** Reads a description out of native text; what it does not know it leaves alone. */
final class SpecReader {

    private static final Pattern NUMA = Pattern.compile("(\\S+)(?: on (\\S+))? with (.+)");

    private static final Pattern RANGE = Pattern.compile("(\\d{1,10}) (\\d{1,10}) (\\d{1,10})");

    /** Users or groups that are not mapped. */
    static final String OF_THE_HOST = "host";

    private SpecReader() {}

    static DomainSpec read(NativeText text) {
        NativeText.Section domain = text.domain();
        DomainSpecBuilder spec =
                DomainSpec.named(domain.get("name").orElseThrow(() -> wrong("name", "", "a domain needs a name")));
        domain.get("uuid").map(ValueReader::uuid).ifPresent(spec::uuid);
        domain.get("title").ifPresent(spec::title);
        domain.get("description").ifPresent(spec::description);
        domain.get("owner").flatMap(Owner::parse).ifPresent(spec::owner);
        domain.get("guest-type")
                .map(word -> ValueReader.word(GuestType.class, word))
                .ifPresent(spec::guestType);
        int cpus = domain.get("cpus").map(ValueReader::number).orElse(1);
        spec.cpus(new CpuCount(
                cpus, domain.get("cpus-maximum").map(ValueReader::number).orElse(cpus)));
        domain.get("cpu-model").map(word -> cpuModel(word, domain)).ifPresent(spec::cpuModel);
        domain.get("cpu-topology").map(SpecReader::topology).ifPresent(spec::cpuTopology);
        DataSize memory = domain.get("memory").map(ValueReader::size).orElse(DataSize.mebibytes(128));
        spec.memory(new Memory(
                memory, domain.get("memory-maximum").map(ValueReader::size).orElse(memory)));
        spec.memoryBacking(new MemoryBacking(
                domain.get("hugepages").map(ValueReader::size),
                domain.get("memory-locked").map(ValueReader::yes).orElse(false),
                domain.get("memory-shared").map(ValueReader::yes).orElse(false)));
        spec.numa(counted(domain, "numa-").stream().map(SpecReader::numaCell).toList());
        spec.tuning(TuningFields.read(domain));
        domain.get("boot").map(kind -> boot(kind, domain)).ifPresent(spec::boot);
        domain.get("users")
                .map(users ->
                        new IdMap(ranges(users), ranges(domain.get("groups").orElse(OF_THE_HOST))))
                .ifPresent(spec::idMap);
        text.devices("disk").forEach(device -> spec.disk(DeviceReader.disk(device)));
        text.devices("nic").forEach(device -> spec.nic(DeviceReader.nic(device)));
        text.devices("filesystem").forEach(device -> spec.filesystem(DeviceReader.filesystem(device)));
        text.devices("console").forEach(device -> spec.console(DeviceReader.console(device)));
        text.devices("channel").forEach(device -> spec.channel(DeviceReader.channel(device)));
        text.devices("display").forEach(device -> spec.display(DeviceReader.display(device)));
        return spec.build();
    }

    /** Returns the values of keys that are numbered from 0. */
    private static List<String> counted(NativeText.Section section, String prefix) {
        List<String> values = new ArrayList<>();
        Optional<String> next = section.get(prefix + 0);
        while (next.isPresent()) {
            values.add(next.get());
            next = section.get(prefix + values.size());
        }
        return values;
    }

    private static CpuModel cpuModel(String text, NativeText.Section domain) {
        Map<String, CpuFeaturePolicy> features = new LinkedHashMap<>();
        for (String feature : words(domain, "cpu-features")) {
            int colon = feature.indexOf(':');
            if (colon < 0) {
                throw wrong("CPU feature", feature, "expected something like disable:vmx");
            }
            features.put(
                    feature.substring(colon + 1),
                    ValueReader.word(CpuFeaturePolicy.class, feature.substring(0, colon)));
        }
        String name = ValueReader.rest(text);
        return new CpuModel(
                ValueReader.word(CpuMode.class, ValueReader.kind(text)),
                name.isEmpty() ? Optional.empty() : Optional.of(name),
                features);
    }

    private static CpuTopology topology(String text) {
        List<Integer> numbers =
                Arrays.stream(text.split(" ", -1)).map(ValueReader::number).toList();
        if (numbers.size() != 4) {
            throw wrong("CPU topology", text, "expected sockets, dies, cores and threads");
        }
        return new CpuTopology(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    }

    private static NumaCell numaCell(String text) {
        Matcher cell = NUMA.matcher(text);
        if (!cell.matches()) {
            throw wrong("NUMA node", text, "expected something like 0-3 on 0 with 1 GiB");
        }
        return new NumaCell(
                CpuSet.parse(cell.group(1)),
                ValueReader.size(cell.group(3)),
                Optional.ofNullable(cell.group(2)).map(CpuSet::parse));
    }

    private static List<IdMap.Range> ranges(String text) {
        return text.equals(OF_THE_HOST)
                ? List.of()
                : Arrays.stream(text.split(", ", -1)).map(SpecReader::range).toList();
    }

    private static IdMap.Range range(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw wrong("id map", text, "expected something like 0 100000 65536");
        }
        return new IdMap.Range(
                Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), Long.parseLong(range.group(3)));
    }

    private static Boot boot(String kind, NativeText.Section domain) {
        return switch (kind) {
            case "kernel" ->
                new Boot.Kernel(
                        domain.get("kernel").orElseThrow(() -> wrong("kernel", "", "booting a kernel needs its path")),
                        domain.get("initrd"),
                        domain.get("command-line").orElse(""));
            case "bios" -> new Boot.Firmware(Boot.FirmwareType.BIOS, order(domain));
            case "uefi" -> new Boot.Firmware(Boot.FirmwareType.UEFI, order(domain));
            case "loader" ->
                new Boot.Loader(
                        domain.get("loader").orElseThrow(() -> wrong("loader", "", "a loader needs its name")),
                        domain.get("loader-arguments").orElse(""));
            case "init" ->
                new Boot.Init(
                        domain.get("init").orElseThrow(() -> wrong("init", "", "an init needs its path")),
                        counted(domain, "init-argument-"));
            default -> new Boot.Native(kind);
        };
    }

    private static List<Boot.BootDevice> order(NativeText.Section domain) {
        return words(domain, "boot-order").stream()
                .map(word -> ValueReader.word(Boot.BootDevice.class, word))
                .toList();
    }

    private static List<String> words(NativeText.Section section, String key) {
        return section.get(key).stream()
                .flatMap(words -> Arrays.stream(words.split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
