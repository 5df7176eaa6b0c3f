package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;

/** Descriptions as the keys and values of native text, in the order in which they are written. */
final class SpecFields {

    private SpecFields() {}

    static Map<String, String> of(DomainSpec spec) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", spec.name());
        spec.uuid().ifPresent(uuid -> fields.put("uuid", uuid.toString()));
        spec.title().ifPresent(title -> fields.put("title", title));
        spec.description().ifPresent(description -> fields.put("description", description));
        spec.guestType().ifPresent(type -> fields.put("guest-type", word(type)));
        fields.put("cpus", Integer.toString(spec.cpus().current()));
        fields.put("cpus-maximum", Integer.toString(spec.cpus().maximum()));
        fields.put("memory", spec.memory().current().toString());
        fields.put("memory-maximum", spec.memory().maximum().toString());
        fields.putAll(of(spec.boot()));
        return fields;
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
                        firmware.order().stream().map(SpecFields::word).collect(Collectors.joining(" ")));
            }
        } else if (boot instanceof Boot.Native other) {
            fields.put("boot", other.kind());
        }
        return fields;
    }

    static Map<String, String> of(DiskSpec disk) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("source", text(disk.source()));
        fields.put("device", word(disk.device()));
        fields.put("format", disk.format().name());
        disk.bus().ifPresent(bus -> fields.put("bus", bus.name()));
        disk.target().ifPresent(target -> fields.put("target", target));
        if (disk.readOnly()) {
            fields.put("read-only", "yes");
        }
        disk.serial().ifPresent(serial -> fields.put("serial", serial));
        return fields;
    }

    static Map<String, String> of(NicSpec nic) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("source", text(nic.source()));
        nic.mac().ifPresent(mac -> fields.put("mac", mac.text()));
        nic.model().ifPresent(model -> fields.put("model", model.name()));
        return fields;
    }

    static Map<String, String> of(ConsoleSpec console) {
        return Map.of("type", word(console.type()));
    }

    private static String text(DiskSource source) {
        if (source instanceof DiskSource.File file) {
            return "file " + file.path();
        } else if (source instanceof DiskSource.Block block) {
            return "block " + block.path();
        } else if (source instanceof DiskSource.Native other) {
            return other.kind();
        }
        return "empty";
    }

    private static String text(NicSource source) {
        if (source instanceof NicSource.Network network) {
            return "network " + network.name();
        } else if (source instanceof NicSource.Bridge bridge) {
            return "bridge " + bridge.device();
        } else if (source instanceof NicSource.Native other) {
            return other.kind();
        }
        return "user";
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
