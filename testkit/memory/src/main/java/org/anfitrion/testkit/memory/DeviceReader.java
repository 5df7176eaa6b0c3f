package org.anfitrion.testkit.memory;

import static org.anfitrion.testkit.memory.ValueReader.kind;
import static org.anfitrion.testkit.memory.ValueReader.rest;
import static org.anfitrion.testkit.memory.ValueReader.wrong;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.MacAddress;

/** Reads devices out of sections of native text. */
final class DeviceReader {

    private DeviceReader() {}

    static DiskSpec disk(NativeText.Section device) {
        return new DiskSpec(
                diskSource(device),
                device.get("device")
                        .map(word -> ValueReader.word(DiskDevice.class, word))
                        .orElse(DiskDevice.DISK),
                device.get("format").map(DiskFormat::new).orElse(DiskFormat.RAW),
                device.get("bus").map(DiskBus::new),
                device.get("target"),
                device.get("read-only").map(ValueReader::yes).orElse(false),
                device.get("serial"),
                device.get("limits").map(DeviceReader::limits));
    }

    private static IoLimits limits(String text) {
        long[] numbers = ValueReader.counts(text, 4);
        return new IoLimits(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static DiskSource diskSource(NativeText.Section device) {
        String text = device.get("source").orElse("empty");
        String kind = kind(text);
        return switch (kind) {
            case "file" -> new DiskSource.File(rest(text));
            case "block" -> new DiskSource.Block(rest(text));
            case "volume" -> volume(rest(text));
            case "network" ->
                new DiskSource.Network(
                        rest(text),
                        device.get("host").orElse(""),
                        port(device),
                        device.get("name").orElse(""));
            case "empty" -> new DiskSource.Empty();
            default -> new DiskSource.Native(kind);
        };
    }

    private static DiskSource volume(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw wrong("volume", text, "expected something like pool/volume");
        }
        return new DiskSource.Volume(text.substring(0, slash), text.substring(slash + 1));
    }

    private static OptionalInt port(NativeText.Section device) {
        return device.get("port").map(ValueReader::number).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    static NicSpec nic(NativeText.Section device) {
        return new NicSpec(
                nicSource(device.get("source").orElse("user")),
                device.get("mac").map(MacAddress::of),
                device.get("model").map(NicModel::new),
                linkUp(device.get("link").orElse("up")),
                device.get("bandwidth").map(DeviceReader::bandwidth));
    }

    private static boolean linkUp(String word) {
        return switch (word) {
            case "up" -> true;
            case "down" -> false;
            default -> throw wrong("link", word, "it is neither up nor down");
        };
    }

    private static Bandwidth bandwidth(String text) {
        long[] numbers = ValueReader.counts(text, 2);
        return new Bandwidth(numbers[0], numbers[1]);
    }

    private static NicSource nicSource(String text) {
        String kind = kind(text);
        return switch (kind) {
            case "user" -> new NicSource.UserMode();
            case "network" -> new NicSource.Network(rest(text));
            case "bridge" -> new NicSource.Bridge(rest(text));
            case "interface" -> new NicSource.HostInterface(rest(text));
            case "internal" -> new NicSource.Internal(rest(text));
            case "unconnected" -> new NicSource.Unconnected();
            default -> new NicSource.Native(kind);
        };
    }

    static FilesystemSpec filesystem(NativeText.Section device) {
        return new FilesystemSpec(
                filesystemSource(device),
                device.get("target").orElseThrow(() -> wrong("filesystem", "", "it needs a target")),
                device.get("read-only").map(ValueReader::yes).orElse(false),
                device.get("driver"));
    }

    private static FilesystemSource filesystemSource(NativeText.Section device) {
        String text = device.get("source").orElseThrow(() -> wrong("filesystem", "", "it needs a source"));
        String kind = kind(text);
        return switch (kind) {
            case "directory" -> new FilesystemSource.Directory(rest(text));
            case "image" ->
                new FilesystemSource.Image(
                        rest(text), device.get("format").map(DiskFormat::new).orElse(DiskFormat.RAW));
            case "template" -> new FilesystemSource.Template(rest(text), options(device));
            case "temporary" -> new FilesystemSource.Temporary(ValueReader.size(rest(text)));
            default -> new FilesystemSource.Native(kind);
        };
    }

    private static Map<String, String> options(NativeText.Section device) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String key : device.keys()) {
            if (key.startsWith(DeviceFields.OPTION)) {
                options.put(
                        key.substring(DeviceFields.OPTION.length()),
                        device.get(key).orElseThrow());
            }
        }
        return options;
    }

    static ConsoleSpec console(NativeText.Section device) {
        return switch (device.get("type").orElse("serial")) {
            case "serial" -> ConsoleSpec.serial();
            case "paravirtual" -> ConsoleSpec.paravirtual();
            default -> new ConsoleSpec(ConsoleSpec.Type.NATIVE);
        };
    }

    static ChannelSpec channel(NativeText.Section device) {
        return new ChannelSpec(device.get("name").orElseThrow(() -> wrong("channel", "", "it needs a name")));
    }

    static DisplaySpec display(NativeText.Section device) {
        Optional<Password> password = device.get(DeviceFields.PASSWORD).map(Password::of);
        return new DisplaySpec(
                new DisplayProtocol(device.get("protocol").orElse("vnc")),
                device.get("listen").orElse("127.0.0.1"),
                port(device),
                password);
    }
}
