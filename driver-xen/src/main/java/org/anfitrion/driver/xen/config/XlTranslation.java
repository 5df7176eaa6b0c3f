package org.anfitrion.driver.xen.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.Boot.BootDevice;
import org.anfitrion.api.domain.Boot.FirmwareType;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.DataSize;

/**
 * Translates files of xl.cfg(5) to descriptions and back. What a description has no word for stays in the file that was read;
 * what a file has no word for is refused.
 *
 * <pre>{@code
 * DomainSpec web = XlTranslation.read(XlConfig.parse(text));
 * String file = XlTranslation.write(web).print();
 * }</pre>
 */
public final class XlTranslation {

    private static final Map<BootDevice, Character> LETTERS = new EnumMap<>(
            Map.of(BootDevice.FLOPPY, 'a', BootDevice.DISK, 'c', BootDevice.CDROM, 'd', BootDevice.NETWORK, 'n'));

    private XlTranslation() {}

    /** Xen's families, by the word of {@code type}. */
    private enum Type {
        PV,
        PVH,
        HVM;

        static Type of(XlConfig config) {
            Optional<String> type = config.text("type");
            if (type.isPresent()) {
                for (Type each : values()) {
                    if (each.name().equalsIgnoreCase(type.get())) {
                        return each;
                    }
                }
                throw InvalidSpecException.of("type", type.get(), "a guest is pv, pvh or hvm");
            }
            // The words before Xen 4.10.
            if (config.number("pvh").orElse(0) == 1) {
                return PVH;
            }
            return config.text("builder").filter("hvm"::equals).isPresent() ? HVM : PV;
        }

        static Type of(DomainSpec spec) {
            if (spec.guestType().filter(GuestType.PARAVIRTUAL::equals).isPresent()) {
                return PV;
            }
            boolean firmware =
                    spec.boot().filter(boot -> !(boot instanceof Boot.Firmware)).isEmpty();
            return firmware || isPc(spec) ? HVM : spec.guestType().isPresent() ? PVH : PV;
        }

        /** A PC can start from a kernel too; what only a PC has tells. */
        private static boolean isPc(DomainSpec spec) {
            return spec.consoles().contains(ConsoleSpec.serial())
                    || spec.disks().stream().anyMatch(disk -> disk.bus()
                            .filter(bus -> !bus.equals(DiskBus.XEN))
                            .isPresent())
                    || spec.nics().stream().anyMatch(card -> card.model()
                            .filter(model -> !model.equals(NicModel.NETFRONT))
                            .isPresent());
        }
    }

    /**
     * Reads a description.
     *
     * @param config the file
     * @return what it describes
     * @throws InvalidSpecException if it says something that Xen's own tool would not understand
     */
    public static DomainSpec read(XlConfig config) {
        String name = config.text("name")
                .orElseThrow(
                        () -> InvalidSpecException.of("xl.cfg", "name", "it is not set, and every domain has one"));
        Type type = Type.of(config);
        DomainSpecBuilder spec = DomainSpec.reported(name);
        config.text("uuid").ifPresent(text -> spec.uuid(uuid(text)));
        spec.guestType(type == Type.PV ? GuestType.PARAVIRTUAL : GuestType.HARDWARE_ASSISTED);
        memory(config, spec);
        XlProcessors.read(config, spec);
        spec.boot(boot(config, type));
        config.texts("disk").forEach(disk -> spec.disk(XlDisks.read(disk, type == Type.HVM)));
        config.texts("vif").forEach(card -> spec.nic(XlCards.read(card)));
        consoles(config, type, spec);
        displays(config, type).forEach(spec::display);
        config.texts("channel").stream()
                .map(channel -> part(channel, "name"))
                .flatMap(Optional::stream)
                .forEach(channel -> spec.channel(new ChannelSpec(channel)));
        return spec.build();
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw InvalidSpecException.of("uuid", text, "it is none");
        }
    }

    private static void memory(XlConfig config, DomainSpecBuilder spec) {
        long current = config.number("memory").orElse(config.number("maxmem").orElse(0));
        long most = config.number("maxmem").orElse(current);
        if (current > 0) {
            spec.memory(new Memory(DataSize.mebibytes(Math.min(current, most)), DataSize.mebibytes(most)));
        }
    }

    private static Boot boot(XlConfig config, Type type) {
        Optional<Boot> kernel = config.text("kernel")
                // The older tool names the loader of firmware so.
                .filter(path -> !(type == Type.HVM && path.contains("/hvmloader")))
                .map(path -> new Boot.Kernel(path, config.text("ramdisk"), arguments(config)));
        Optional<Boot> loader = config.text("bootloader")
                .map(program -> new Boot.Loader(
                        program,
                        config.value("bootloader_args").isPresent()
                                ? String.join(" ", config.texts("bootloader_args"))
                                : config.text("bootargs").orElse("")));
        if (type != Type.HVM) {
            return loader.or(() -> kernel).orElse(new Boot.Native("nothing"));
        }
        FirmwareType firmware =
                config.text("bios").filter("ovmf"::equals).isPresent() ? FirmwareType.UEFI : FirmwareType.BIOS;
        return kernel.orElseGet(() -> new Boot.Firmware(firmware, order(config)));
    }

    private static String arguments(XlConfig config) {
        return config.text("cmdline").orElseGet(() -> {
            List<String> words = new ArrayList<>();
            config.text("root").ifPresent(root -> words.add("root=" + root));
            config.text("extra").ifPresent(words::add);
            return String.join(" ", words);
        });
    }

    private static List<BootDevice> order(XlConfig config) {
        String letters = config.text("boot").orElse("c");
        return letters.chars()
                .mapToObj(letter -> LETTERS.entrySet().stream()
                        .filter(entry -> entry.getValue() == letter)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(BootDevice.DISK))
                .distinct()
                .toList();
    }

    private static void consoles(XlConfig config, Type type, DomainSpecBuilder spec) {
        if (type != Type.HVM) {
            spec.console(ConsoleSpec.paravirtual());
            return;
        }
        config.texts("serial").stream()
                .filter(port -> !port.equals("none"))
                .forEach(port -> spec.console(ConsoleSpec.serial()));
    }

    private static List<DisplaySpec> displays(XlConfig config, Type type) {
        List<DisplaySpec> displays = new ArrayList<>();
        config.texts("vfb").stream()
                .filter(screen -> part(screen, "type").filter("vnc"::equals).isPresent()
                        || part(screen, "vnc").filter("1"::equals).isPresent())
                .limit(1)
                .forEach(screen -> displays.add(display(
                        DisplayProtocol.VNC,
                        part(screen, "vnclisten"),
                        part(screen, "vncunused").filter("0"::equals).isPresent()
                                ? part(screen, "vncdisplay").map(number -> 5900 + Integer.parseInt(number))
                                : Optional.empty(),
                        part(screen, "vncpasswd"))));
        if (type == Type.HVM && config.number("vnc").orElse(0) == 1) {
            boolean chosen = config.number("vncunused").orElse(1) == 1;
            displays.add(display(
                    DisplayProtocol.VNC,
                    config.text("vnclisten"),
                    chosen || config.value("vncdisplay").isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    5900 + (int) config.number("vncdisplay").orElse(0)),
                    config.text("vncpasswd")));
        }
        if (type == Type.HVM && config.number("spice").orElse(0) == 1) {
            displays.add(display(
                    DisplayProtocol.SPICE,
                    config.text("spicehost"),
                    config.text("spiceport").map(Integer::parseInt),
                    config.text("spicepasswd")));
        }
        return displays;
    }

    private static DisplaySpec display(
            DisplayProtocol protocol, Optional<String> listen, Optional<Integer> port, Optional<String> password) {
        return new DisplaySpec(
                protocol,
                listen.orElse(""),
                port.map(OptionalInt::of).orElse(OptionalInt.empty()),
                password.filter(text -> !text.isEmpty()).map(Password::of));
    }

    /** A part of a text like {@code type=vnc,vncunused=1}. */
    private static Optional<String> part(String text, String key) {
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equals(key)) {
                return Optional.of(part.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    /**
     * Writes a description.
     *
     * @param spec what to describe
     * @return a new file
     * @throws InvalidSpecException if it says something that a file cannot
     */
    public static XlConfig write(DomainSpec spec) {
        Type type = Type.of(spec);
        refuse("title", spec.title());
        refuse("description", spec.description());
        refuse("owner", spec.owner());
        refuse("CPU topology", spec.cpuTopology());
        refuse("file system", spec.filesystems().stream().findFirst());
        refuse(
                "memory backing",
                Optional.of(spec.memoryBacking()).filter(backing -> !backing.equals(MemoryBacking.ORDINARY)));
        XlConfig config = XlConfig.empty().with("name", new XlValue.Text(spec.name()));
        if (spec.uuid().isPresent()) {
            config = config.with("uuid", new XlValue.Text(spec.uuid().get().toString()));
        }
        config = config.with("type", new XlValue.Text(type.name().toLowerCase(Locale.ROOT)))
                .with("maxmem", mebibytes(spec.memory().maximum()))
                .with("memory", mebibytes(spec.memory().current()));
        config = XlProcessors.write(spec, config);
        config = boot(spec, type, config);
        if (!spec.disks().isEmpty()) {
            config = config.with("disk", XlValue.Items.of(disks(spec, type)));
        }
        if (!spec.nics().isEmpty()) {
            config = config.with(
                    "vif",
                    XlValue.Items.of(spec.nics().stream().map(XlCards::write).toList()));
        }
        return displays(spec, type, channels(spec, consoles(spec, type, config)));
    }

    private static void refuse(String what, Optional<?> value) {
        value.ifPresent(it -> {
            throw InvalidSpecException.of(what, it, "xl.cfg has no word for it");
        });
    }

    private static XlValue mebibytes(DataSize size) {
        return new XlValue.Amount(
                -Math.floorDiv(-size.bytes(), DataSize.mebibytes(1).bytes()));
    }

    private static XlConfig boot(DomainSpec spec, Type type, XlConfig to) {
        Boot boot = spec.boot().orElse(Boot.bios());
        if (boot instanceof Boot.Kernel kernel) {
            XlConfig config = to.with("kernel", new XlValue.Text(kernel.image()));
            if (kernel.initrdImage().isPresent()) {
                config = config.with(
                        "ramdisk", new XlValue.Text(kernel.initrdImage().get()));
            }
            return kernel.arguments().isEmpty() ? config : config.with("cmdline", new XlValue.Text(kernel.arguments()));
        }
        if (boot instanceof Boot.Loader loader) {
            XlConfig config = to.with("bootloader", new XlValue.Text(loader.program()));
            return loader.arguments().isEmpty()
                    ? config
                    : config.with("bootargs", new XlValue.Text(loader.arguments()));
        }
        if (boot instanceof Boot.Firmware firmware && type == Type.HVM) {
            String order = firmware.order().stream()
                    .map(device -> String.valueOf(Objects.requireNonNull(LETTERS.get(device))))
                    .collect(Collectors.joining());
            XlConfig config = order.isEmpty() ? to : to.with("boot", new XlValue.Text(order));
            return firmware.type() == FirmwareType.UEFI ? config.with("bios", new XlValue.Text("ovmf")) : config;
        }
        throw InvalidSpecException.of("boot", boot, "a guest of type " + type + " does not start so");
    }

    private static List<String> disks(DomainSpec spec, Type type) {
        List<String> disks = new ArrayList<>();
        int next = 0;
        for (DiskSpec disk : spec.disks()) {
            String prefix = type == Type.HVM ? "hd" : "xvd";
            String target = disk.target().orElse("");
            while (target.isEmpty() || (disk.target().isEmpty() && taken(spec, target))) {
                if (next == 26) {
                    throw InvalidSpecException.of("disk", disk.source(), "there is no letter left: give it a target");
                }
                target = prefix + (char) ('a' + next++);
            }
            disks.add(XlDisks.write(disk, target));
        }
        return disks;
    }

    private static boolean taken(DomainSpec spec, String target) {
        return spec.disks().stream()
                .anyMatch(disk -> disk.target().filter(target::equals).isPresent());
    }

    private static XlConfig consoles(DomainSpec spec, Type type, XlConfig to) {
        boolean serial = type == Type.HVM;
        ConsoleSpec usual = serial ? ConsoleSpec.serial() : ConsoleSpec.paravirtual();
        if (spec.consoles().stream().anyMatch(console -> !console.equals(usual))
                || (!serial && spec.consoles().size() > 1)) {
            throw InvalidSpecException.of(
                    "consoles", spec.consoles(), "a guest of type " + type + " has no such console");
        }
        List<String> ports = spec.consoles().stream().map(console -> "pty").toList();
        return serial && !ports.isEmpty()
                ? to.with("serial", ports.size() == 1 ? new XlValue.Text("pty") : XlValue.Items.of(ports))
                : to;
    }

    private static XlConfig channels(DomainSpec spec, XlConfig to) {
        return spec.channels().isEmpty()
                ? to
                : to.with(
                        "channel",
                        XlValue.Items.of(spec.channels().stream()
                                .map(channel -> "connection=pty,name=" + plain("channel", channel.name()))
                                .toList()));
    }

    private static String plain(String what, String text) {
        if (text.contains(",")) {
            throw InvalidSpecException.of(what, text, "xl.cfg has no way to write a comma here");
        }
        return text;
    }

    private static XlConfig displays(DomainSpec spec, Type type, XlConfig to) {
        XlConfig config = to;
        for (DisplaySpec display : spec.displays()) {
            boolean vnc = display.protocol().equals(DisplayProtocol.VNC);
            if (!vnc && !(display.protocol().equals(DisplayProtocol.SPICE) && type == Type.HVM)) {
                throw InvalidSpecException.of("display", display.protocol(), "a guest of type " + type + " has none");
            }
            if (type != Type.HVM) {
                config = config.with("vfb", XlValue.Items.of(List.of(framebuffer(display))));
                continue;
            }
            config = config.with(vnc ? "vnc" : "spice", new XlValue.Amount(1));
            if (!display.listen().isEmpty()) {
                config = config.with(vnc ? "vnclisten" : "spicehost", new XlValue.Text(display.listen()));
            }
            if (display.port().isPresent()) {
                config = vnc
                        ? config.with("vncunused", new XlValue.Amount(0))
                                .with("vncdisplay", new XlValue.Amount(number(display)))
                        : config.with(
                                "spiceport", new XlValue.Amount(display.port().getAsInt()));
            }
            if (display.password().isPresent()) {
                config = config.with(
                        vnc ? "vncpasswd" : "spicepasswd",
                        new XlValue.Text(display.password().get().reveal()));
            }
        }
        return config;
    }

    private static int number(DisplaySpec display) {
        int number = display.port().orElse(5900) - 5900;
        if (number < 0) {
            throw InvalidSpecException.of("display port", display.port(), "VNC's displays begin at 5900");
        }
        return number;
    }

    private static String framebuffer(DisplaySpec display) {
        List<String> parts = new ArrayList<>(List.of("type=vnc"));
        if (display.port().isPresent()) {
            parts.add("vncunused=0");
            parts.add("vncdisplay=" + number(display));
        }
        if (!display.listen().isEmpty()) {
            parts.add("vnclisten=" + plain("display address", display.listen()));
        }
        display.password()
                .ifPresent(password -> parts.add("vncpasswd=" + plain("display password", password.reveal())));
        return String.join(",", parts);
    }
}
