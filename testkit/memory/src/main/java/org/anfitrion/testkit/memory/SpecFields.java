package org.anfitrion.testkit.memory;

import static org.anfitrion.testkit.memory.ValueReader.word;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NumaCell;

/** A description but for its devices as the keys and values of native text, in the order in which they are written. */
final class SpecFields {

    private SpecFields() {}

    static Map<String, String> of(DomainSpec spec) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", spec.name());
        spec.uuid().ifPresent(uuid -> fields.put("uuid", uuid.toString()));
        spec.title().ifPresent(title -> fields.put("title", title));
        spec.description().ifPresent(description -> fields.put("description", description));
        spec.owner().ifPresent(owner -> fields.put("owner", owner.toString()));
        spec.guestType().ifPresent(type -> fields.put("guest-type", word(type)));
        fields.put("cpus", Integer.toString(spec.cpus().current()));
        fields.put("cpus-maximum", Integer.toString(spec.cpus().maximum()));
        spec.cpuModel().ifPresent(model -> fields.putAll(of(model)));
        spec.cpuTopology().ifPresent(topology -> fields.put("cpu-topology", text(topology)));
        fields.put("memory", spec.memory().current().toString());
        fields.put("memory-maximum", spec.memory().maximum().toString());
        fields.putAll(of(spec.memoryBacking()));
        for (int i = 0; i < spec.numa().size(); i++) {
            fields.put("numa-" + i, text(spec.numa().get(i)));
        }
        fields.putAll(TuningFields.of(spec.tuning()));
        spec.boot().ifPresent(boot -> fields.putAll(of(boot)));
        spec.idMap().ifPresent(map -> {
            fields.put("users", text(map.users()));
            fields.put("groups", text(map.groups()));
        });
        return fields;
    }

    private static Map<String, String> of(CpuModel model) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(
                "cpu-model",
                model.name().map(name -> word(model.mode()) + " " + name).orElse(word(model.mode())));
        if (!model.features().isEmpty()) {
            fields.put(
                    "cpu-features",
                    model.features().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(feature -> word(feature.getValue()) + ":" + feature.getKey())
                            .collect(Collectors.joining(" ")));
        }
        return fields;
    }

    private static String text(CpuTopology topology) {
        return topology.sockets() + " " + topology.dies() + " " + topology.cores() + " " + topology.threads();
    }

    private static String text(NumaCell cell) {
        return cell.cpus() + cell.hostNodes().map(nodes -> " on " + nodes).orElse("") + " with " + cell.memory();
    }

    private static Map<String, String> of(MemoryBacking backing) {
        Map<String, String> fields = new LinkedHashMap<>();
        backing.hugepages().ifPresent(size -> fields.put("hugepages", size.toString()));
        if (backing.locked()) {
            fields.put("memory-locked", "yes");
        }
        if (backing.shared()) {
            fields.put("memory-shared", "yes");
        }
        return fields;
    }

    private static String text(List<IdMap.Range> ranges) {
        return ranges.isEmpty()
                ? SpecReader.OF_THE_HOST
                : ranges.stream().map(IdMap.Range::toString).collect(Collectors.joining(", "));
    }

    private static Map<String, String> of(Boot boot) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (boot instanceof Boot.Kernel kernel) {
            fields.put("boot", "kernel");
            fields.put("kernel", kernel.image());
            kernel.initrdImage().ifPresent(initrd -> fields.put("initrd", initrd));
            if (!kernel.arguments().isEmpty()) {
                fields.put("command-line", kernel.arguments());
            }
        } else if (boot instanceof Boot.Firmware firmware) {
            fields.put("boot", word(firmware.type()));
            if (!firmware.order().isEmpty()) {
                fields.put(
                        "boot-order",
                        firmware.order().stream().map(ValueReader::word).collect(Collectors.joining(" ")));
            }
        } else if (boot instanceof Boot.Loader loader) {
            fields.put("boot", "loader");
            fields.put("loader", loader.program());
            if (!loader.arguments().isEmpty()) {
                fields.put("loader-arguments", loader.arguments());
            }
        } else if (boot instanceof Boot.Init init) {
            fields.put("boot", "init");
            fields.put("init", init.program());
            List<String> arguments = init.arguments();
            for (int i = 0; i < arguments.size(); i++) {
                fields.put("init-argument-" + i, arguments.get(i));
            }
        } else if (boot instanceof Boot.Native other) {
            fields.put("boot", other.kind());
        }
        return fields;
    }
}
