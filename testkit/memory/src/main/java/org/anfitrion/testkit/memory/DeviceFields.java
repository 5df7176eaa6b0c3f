package org.anfitrion.testkit.memory;

import static org.anfitrion.testkit.memory.ValueReader.word;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;

/** Devices as the keys and values of native text, in the order in which they are written. */
final class DeviceFields {

    /** The key of a value that no message shows. */
    static final String PASSWORD = "password";

    /** What the keys of a template's options begin with. */
    static final String OPTION = "option-";

    private DeviceFields() {}

    static Map<String, String> of(DiskSpec disk) {
        Map<String, String> fields = new LinkedHashMap<>(of(disk.source()));
        fields.put("device", word(disk.device()));
        fields.put("format", disk.format().name());
        disk.bus().ifPresent(bus -> fields.put("bus", bus.name()));
        disk.target().ifPresent(target -> fields.put("target", target));
        if (disk.readOnly()) {
            fields.put("read-only", "yes");
        }
        disk.serial().ifPresent(serial -> fields.put("serial", serial));
        disk.limits()
                .ifPresent(limits -> fields.put(
                        "limits",
                        limits.readBytes() + " " + limits.writeBytes() + " " + limits.readOperations() + " "
                                + limits.writeOperations()));
        return fields;
    }

    private static Map<String, String> of(DiskSource source) {
        if (source instanceof DiskSource.File file) {
            return Map.of("source", "file " + file.path());
        } else if (source instanceof DiskSource.Block block) {
            return Map.of("source", "block " + block.path());
        } else if (source instanceof DiskSource.Volume volume) {
            return Map.of("source", "volume " + volume.pool() + "/" + volume.volume());
        } else if (source instanceof DiskSource.Network network) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("source", "network " + network.protocol());
            fields.put("host", network.host());
            network.port().ifPresent(port -> fields.put("port", Integer.toString(port)));
            fields.put("name", network.name());
            return fields;
        } else if (source instanceof DiskSource.Native other) {
            return Map.of("source", other.kind());
        }
        return Map.of("source", "empty");
    }

    static Map<String, String> of(NicSpec nic) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("source", text(nic.source()));
        nic.mac().ifPresent(mac -> fields.put("mac", mac.text()));
        nic.model().ifPresent(model -> fields.put("model", model.name()));
        if (!nic.linkUp()) {
            fields.put("link", "down");
        }
        nic.bandwidth().ifPresent(limit -> fields.put("bandwidth", limit.inbound() + " " + limit.outbound()));
        return fields;
    }

    private static String text(NicSource source) {
        if (source instanceof NicSource.Network network) {
            return "network " + network.name();
        } else if (source instanceof NicSource.Bridge bridge) {
            return "bridge " + bridge.device();
        } else if (source instanceof NicSource.HostInterface host) {
            return "interface " + host.device();
        } else if (source instanceof NicSource.Internal internal) {
            return "internal " + internal.name();
        } else if (source instanceof NicSource.Unconnected) {
            return "unconnected";
        } else if (source instanceof NicSource.Native other) {
            return other.kind();
        }
        return "user";
    }

    static Map<String, String> of(FilesystemSpec filesystem) {
        Map<String, String> fields = new LinkedHashMap<>(of(filesystem.source()));
        fields.put("target", filesystem.target());
        if (filesystem.readOnly()) {
            fields.put("read-only", "yes");
        }
        filesystem.driver().ifPresent(driver -> fields.put("driver", driver));
        return fields;
    }

    private static Map<String, String> of(FilesystemSource source) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (source instanceof FilesystemSource.Directory directory) {
            fields.put("source", "directory " + directory.path());
        } else if (source instanceof FilesystemSource.Image image) {
            fields.put("source", "image " + image.path());
            fields.put("format", image.format().name());
        } else if (source instanceof FilesystemSource.Template template) {
            fields.put("source", "template " + template.name());
            new TreeMap<>(template.options()).forEach((key, value) -> fields.put(OPTION + key, value));
        } else if (source instanceof FilesystemSource.Temporary temporary) {
            fields.put("source", "temporary " + temporary.size());
        } else if (source instanceof FilesystemSource.Native other) {
            fields.put("source", other.kind());
        }
        return fields;
    }

    static Map<String, String> of(ConsoleSpec console) {
        return Map.of("type", word(console.type()));
    }

    static Map<String, String> of(ChannelSpec channel) {
        return Map.of("name", channel.name());
    }

    static Map<String, String> of(DisplaySpec display) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("protocol", display.protocol().name());
        fields.put("listen", display.listen());
        display.port().ifPresent(port -> fields.put("port", Integer.toString(port)));
        display.password().ifPresent(password -> fields.put(PASSWORD, password.reveal()));
        return fields;
    }
}
