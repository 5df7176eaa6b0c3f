package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.CharacterDeviceElement;
import org.anfitrion.libvirt.xml.domain.CharacterTargetElement;
import org.anfitrion.libvirt.xml.domain.DevicesElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.jspecify.annotations.Nullable;

/**
 * The consoles, known by their place.
 *
 * <p>libvirt keeps serial ports in {@code <serial>} and other consoles in {@code <console>}, and shows the first serial
 * port a second time as its first {@code <console>}. If it does, the serial ports come first in a description; if the first
 * {@code <console>} is another one, they come last. Other orders cannot be written.
 */
final class ConsoleConcern implements Concern {

    /** A console with the element that stands for it. */
    private record Console(ConsoleSpec.Type type, CharacterDeviceElement element) {}

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        consoles(from).forEach(console -> to.console(new ConsoleSpec(console.type())));
    }

    /** Finds what libvirt opens each console by: only a pseudo-terminal can be opened as a stream. */
    static List<Optional<String>> aliases(DomainElement domain) {
        return consoles(domain).stream()
                .map(Console::element)
                .map(element -> Optional.ofNullable(element.alias)
                        .filter(alias -> "pty".equals(element.type))
                        .map(alias -> alias.name))
                .toList();
    }

    private static List<Console> consoles(DomainElement domain) {
        DevicesElement devices = Objects.requireNonNullElseGet(domain.devices, DevicesElement::new);
        List<Console> serials = new ArrayList<>();
        List<Console> others = new ArrayList<>();
        devices.serials.forEach(serial -> serials.add(new Console(ConsoleSpec.Type.SERIAL, serial)));
        for (CharacterDeviceElement console : devices.consoles) {
            if (!showsSerial(domain, console)) {
                others.add(new Console(type(console), console));
            } else if (devices.serials.isEmpty()) {
                serials.add(new Console(ConsoleSpec.Type.SERIAL, console));
            }
        }
        boolean othersFirst = !devices.consoles.isEmpty() && !showsSerial(domain, devices.consoles.get(0));
        List<Console> all = new ArrayList<>(othersFirst ? others : serials);
        all.addAll(othersFirst ? serials : others);
        return all;
    }

    private static boolean showsSerial(DomainElement domain, CharacterDeviceElement console) {
        String type = console.target == null ? null : console.target.type;
        return type == null ? isFullyVirtual(domain) : type.equals("serial");
    }

    private static boolean isFullyVirtual(DomainElement domain) {
        return "hvm".equals(osType(domain));
    }

    private static boolean isContainer(DomainElement domain) {
        return "exe".equals(osType(domain));
    }

    private static @Nullable String osType(DomainElement domain) {
        return domain.os == null || domain.os.type == null ? null : domain.os.type.value;
    }

    private static ConsoleSpec.Type type(CharacterDeviceElement console) {
        String type = console.target == null ? null : console.target.type;
        return switch (Objects.requireNonNullElse(type, "lxc")) {
            case "virtio", "xen", "lxc", "openvz" -> ConsoleSpec.Type.PARAVIRTUAL;
            default -> ConsoleSpec.Type.NATIVE;
        };
    }

    @Override
    public void write(Change change) {
        List<ConsoleSpec> wanted = change.wanted().consoles();
        if (change.base().map(DomainSpec::consoles).orElse(List.of()).equals(wanted)) {
            return;
        }
        DevicesElement devices = change.devices();
        List<Console> present = consoles(change.domain());
        List<Console> result = new ArrayList<>();
        for (int place = 0; place < Math.max(present.size(), wanted.size()); place++) {
            Console was = place < present.size() ? present.get(place) : null;
            ConsoleSpec.Type is = place < wanted.size() ? wanted.get(place).type() : null;
            if (was != null && was.type() == is) {
                // One that is written as <console> only, as libvirt itself never does, becomes a serial port.
                boolean isPort = is != ConsoleSpec.Type.SERIAL || devices.serials.contains(was.element());
                result.add(isPort ? was : new Console(is, device(null)));
                continue;
            }
            if (was != null) {
                change.note("console " + place + ": removed");
            }
            if (is != null) {
                result.add(new Console(is, made(change, is)));
                change.note("console " + place + ": added " + is.name().toLowerCase(Locale.ROOT));
            }
        }
        CharacterDeviceElement shown = devices.consoles.stream()
                .filter(console -> showsSerial(change.domain(), console))
                .findFirst()
                .orElseGet(() -> device("serial"));
        devices.serials.clear();
        devices.consoles.clear();
        for (Console console : result) {
            (console.type() == ConsoleSpec.Type.SERIAL ? devices.serials : devices.consoles).add(console.element());
        }
        if (!result.isEmpty() && result.get(0).type() == ConsoleSpec.Type.SERIAL) {
            devices.consoles.add(0, shown);
        }
        List<ConsoleSpec.Type> readBack =
                consoles(change.domain()).stream().map(Console::type).toList();
        if (!readBack.equals(wanted.stream().map(ConsoleSpec::type).toList())) {
            throw change.unsupported("consoles", "serial ports stand either before or behind all other consoles");
        }
    }

    private static CharacterDeviceElement made(Change change, ConsoleSpec.Type type) {
        boolean fullyVirtual = isFullyVirtual(change.domain());
        return switch (type) {
            case NATIVE -> throw change.nativeOnly("console", "native");
            case SERIAL -> {
                if (!fullyVirtual) {
                    throw change.unsupported("console", "only a fully virtual guest has serial ports");
                }
                yield device(null);
            }
            case PARAVIRTUAL -> device(fullyVirtual ? "virtio" : isContainer(change.domain()) ? "lxc" : "xen");
        };
    }

    private static CharacterDeviceElement device(@Nullable String targetType) {
        CharacterDeviceElement device = new CharacterDeviceElement();
        device.type = "pty";
        if (targetType != null) {
            device.target = new CharacterTargetElement();
            device.target.type = targetType;
        }
        return device;
    }
}
