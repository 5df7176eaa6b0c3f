package org.anfitrion.testkit.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;

/** Reads a description out of native text; what it does not know it leaves alone. */
final class SpecReader {

    private SpecReader() {}

    static DomainSpec read(NativeText text) {
        NativeText.Section domain = text.domain();
        DomainSpecBuilder spec =
                DomainSpec.named(domain.get("name").orElseThrow(() -> wrong("name", "", "a domain needs a name")));
        domain.get("uuid").map(SpecReader::uuid).ifPresent(spec::uuid);
        domain.get("title").ifPresent(spec::title);
        domain.get("description").ifPresent(spec::description);
        domain.get("guest-type").map(word -> word(GuestType.class, word)).ifPresent(spec::guestType);
        int cpus = domain.get("cpus").map(SpecReader::number).orElse(1);
        spec.cpus(new CpuCount(
                cpus, domain.get("cpus-maximum").map(SpecReader::number).orElse(cpus)));
        DataSize memory = domain.get("memory").map(SpecReader::size).orElse(DataSize.mebibytes(128));
        spec.memory(new Memory(
                memory, domain.get("memory-maximum").map(SpecReader::size).orElse(memory)));
        spec.boot(boot(domain));
        text.devices("disk").forEach(device -> spec.disk(disk(device)));
        text.devices("nic").forEach(device -> spec.nic(nic(device)));
        text.devices("console").forEach(device -> spec.console(console(device)));
        return spec.build();
    }

    private static Boot boot(NativeText.Section domain) {
        String kind = domain.get("boot").orElse("bios");
        return switch (kind) {
            case "kernel" ->
                new Boot.Kernel(
                        domain.get("kernel").orElseThrow(() -> wrong("kernel", "", "booting a kernel needs its path")),
                        domain.get("initrd"),
                        domain.get("command-line").orElse(""));
            case "bios" -> new Boot.Firmware(Boot.FirmwareType.BIOS, order(domain));
            case "uefi" -> new Boot.Firmware(Boot.FirmwareType.UEFI, order(domain));
            default -> new Boot.Native(kind);
        };
    }

    private static List<Boot.BootDevice> order(NativeText.Section domain) {
        return domain.get("boot-order").stream()
                .flatMap(words -> Arrays.stream(words.split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .map(word -> word(Boot.BootDevice.class, word))
                .toList();
    }

    private static DiskSpec disk(NativeText.Section device) {
        return new DiskSpec(
                diskSource(device.get("source").orElse("empty")),
                device.get("device").map(word -> word(DiskDevice.class, word)).orElse(DiskDevice.DISK),
                device.get("format").map(DiskFormat::new).orElse(DiskFormat.RAW),
                device.get("bus").map(DiskBus::new),
                device.get("target"),
                device.get("read-only").map(SpecReader::yes).orElse(false),
                device.get("serial"),
                Optional.empty());
    }

    private static DiskSource diskSource(String text) {
        String kind = kind(text);
        return switch (kind) {
            case "file" -> new DiskSource.File(rest(text));
            case "block" -> new DiskSource.Block(rest(text));
            case "empty" -> new DiskSource.Empty();
            default -> new DiskSource.Native(kind);
        };
    }

    private static NicSpec nic(NativeText.Section device) {
        return new NicSpec(
                nicSource(device.get("source").orElse("user")),
                device.get("mac").map(MacAddress::of),
                device.get("model").map(NicModel::new),
                true,
                Optional.empty());
    }

    private static NicSource nicSource(String text) {
        String kind = kind(text);
        return switch (kind) {
            case "user" -> new NicSource.UserMode();
            case "network" -> new NicSource.Network(rest(text));
            case "bridge" -> new NicSource.Bridge(rest(text));
            default -> new NicSource.Native(kind);
        };
    }

    private static ConsoleSpec console(NativeText.Section device) {
        return switch (device.get("type").orElse("serial")) {
            case "serial" -> ConsoleSpec.serial();
            case "paravirtual" -> ConsoleSpec.paravirtual();
            default -> new ConsoleSpec(ConsoleSpec.Type.NATIVE);
        };
    }

    private static String kind(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    private static String rest(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? "" : text.substring(space + 1);
    }

    private static boolean yes(String word) {
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw wrong("yes or no", word, "it is neither");
        };
    }

    private static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (!uuid.toString().equals(text.toLowerCase(Locale.ROOT))) {
                throw wrong("UUID", text, "its groups are not of 8, 4, 4, 4 and 12 digits");
            }
            return uuid;
        } catch (IllegalArgumentException e) {
            throw wrong("UUID", text, "it is none");
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong("number", text, "it is none, or too large");
        }
    }

    private static DataSize size(String text) {
        int space = text.indexOf(' ');
        try {
            long count = Long.parseLong(space < 0 ? text : text.substring(0, space));
            return switch (space < 0 ? "B" : text.substring(space + 1)) {
                case "B" -> DataSize.bytes(count);
                case "KiB" -> DataSize.kibibytes(count);
                case "MiB" -> DataSize.mebibytes(count);
                case "GiB" -> DataSize.gibibytes(count);
                case "TiB" -> DataSize.tebibytes(count);
                case "PiB" -> DataSize.tebibytes(Math.multiplyExact(count, 1024));
                default -> throw wrong("size", text, "the unit is none of B, KiB, MiB, GiB, TiB, PiB");
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw wrong("size", text, "expected something like 128 MiB");
        }
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> SpecFields.word(value).equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(type.getSimpleName(), word, "there is no such"));
    }

    private static InvalidSpecException wrong(String field, String value, String why) {
        return InvalidSpecException.of(field, value, why);
    }
}
