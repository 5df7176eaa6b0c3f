package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.CharacterTarget;
import org.anfitrion.libvirt.xml.domain.DeviceAlias;
import org.anfitrion.libvirt.xml.domain.DomainConsole;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainOs;
import org.anfitrion.libvirt.xml.domain.DomainSerial;
import org.anfitrion.libvirt.xml.domain.OsType;
import org.anfitrion.libvirt.xml.element.Element;

/**
 * The consoles, known by their place.
 *
 * <p>libvirt keeps serial ports in {@code <serial>} and other consoles in {@code <console>}, and shows the first serial
 * port a second time as its first {@code <console>}. If it does, the serial ports come first in a description; if the first
 * {@code <console>} is another one, they come last. Other orders cannot be written.
 */
final class ConsoleConcern implements Concern {

    /** A console with the element that stands for it: a {@link DomainSerial} or a {@link DomainConsole}. */
    private record Console(ConsoleSpec.Type type, Element element) {

        /** What libvirt opens it by: only a pseudo-terminal can be opened as a stream. */
        Optional<String> alias() {
            Optional<DeviceAlias> alias = element instanceof DomainSerial port
                    ? port.alias()
                    : element instanceof DomainConsole console ? console.alias() : Optional.empty();
            return alias.flatMap(DeviceAlias::name).filter(name -> isTerminal());
        }

        boolean isTerminal() {
            return element.attribute("type").equals(Optional.of(DomainConsole.Type.PTY.text()));
        }
    }

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        consoles(from).forEach(console -> to.console(new ConsoleSpec(console.type())));
    }

    /** Finds what libvirt opens each console by. Xen's driver has no names, and opens the first. */
    static List<Optional<String>> aliases(DomainElement domain) {
        List<Console> consoles = consoles(domain);
        if (!domain.type().equals(Optional.of(DomainElement.Type.XEN))) {
            return consoles.stream().map(Console::alias).toList();
        }
        List<Optional<String>> names = new ArrayList<>();
        consoles.forEach(console -> names.add(Optional.of("").filter(name -> names.isEmpty() && console.isTerminal())));
        return names;
    }

    private static List<Console> consoles(DomainElement domain) {
        DomainDevices devices = domain.devices().orElseGet(DomainDevices::new);
        List<Console> serials = new ArrayList<>();
        List<Console> others = new ArrayList<>();
        devices.serials().forEach(serial -> serials.add(new Console(ConsoleSpec.Type.SERIAL, serial)));
        for (DomainConsole console : devices.consoles()) {
            if (!showsSerial(domain, console)) {
                others.add(new Console(type(console), console));
            } else if (devices.serials().isEmpty()) {
                serials.add(new Console(ConsoleSpec.Type.SERIAL, console));
            }
        }
        boolean othersFirst = devices.consoles().stream()
                .findFirst()
                .filter(first -> !showsSerial(domain, first))
                .isPresent();
        List<Console> all = new ArrayList<>(othersFirst ? others : serials);
        all.addAll(othersFirst ? serials : others);
        return all;
    }

    private static boolean showsSerial(DomainElement domain, DomainConsole console) {
        return targetType(console)
                .map(CharacterTarget.Type.SERIAL::equals)
                .orElseGet(() -> isOf(domain, OsType.Value.HVM));
    }

    private static Optional<CharacterTarget.Type> targetType(DomainConsole console) {
        return console.target().flatMap(CharacterTarget::type);
    }

    private static boolean isOf(DomainElement domain, OsType.Value type) {
        return domain.os().flatMap(DomainOs::type).flatMap(OsType::value).equals(Optional.of(type));
    }

    private static ConsoleSpec.Type type(DomainConsole console) {
        return switch (targetType(console).map(CharacterTarget.Type::text).orElse("lxc")) {
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
        DomainDevices devices = change.devices();
        List<Console> present = consoles(change.domain());
        List<Console> result = new ArrayList<>();
        for (int place = 0; place < Math.max(present.size(), wanted.size()); place++) {
            Console was = place < present.size() ? present.get(place) : null;
            ConsoleSpec.Type is = place < wanted.size() ? wanted.get(place).type() : null;
            if (was != null && was.type() == is) {
                // One that is written as <console> only, as libvirt itself never does, becomes a serial port.
                boolean isPort = is != ConsoleSpec.Type.SERIAL || was.element() instanceof DomainSerial;
                result.add(isPort ? was : new Console(is, serial()));
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
        DomainConsole shown = devices.consoles().stream()
                .filter(console -> showsSerial(change.domain(), console))
                .findFirst()
                .orElseGet(() -> console(CharacterTarget.Type.SERIAL));
        devices.serials().clear();
        devices.consoles().clear();
        if (!result.isEmpty() && result.get(0).type() == ConsoleSpec.Type.SERIAL) {
            devices.add(shown);
        }
        result.forEach(console -> devices.add(console.element()));
        List<ConsoleSpec.Type> readBack =
                consoles(change.domain()).stream().map(Console::type).toList();
        if (!readBack.equals(wanted.stream().map(ConsoleSpec::type).toList())) {
            throw change.unsupported("consoles", "serial ports stand either before or behind all other consoles");
        }
    }

    private static Element made(Change change, ConsoleSpec.Type type) {
        boolean fullyVirtual = isOf(change.domain(), OsType.Value.HVM);
        return switch (type) {
            case NATIVE -> throw change.nativeOnly("console", "native");
            case SERIAL -> {
                if (!fullyVirtual) {
                    throw change.unsupported("console", "only a fully virtual guest has serial ports");
                }
                yield serial();
            }
            case PARAVIRTUAL ->
                console(
                        fullyVirtual
                                ? CharacterTarget.Type.VIRTIO
                                : isOf(change.domain(), OsType.Value.EXE)
                                        ? CharacterTarget.Type.LXC
                                        : CharacterTarget.Type.XEN);
        };
    }

    private static DomainSerial serial() {
        return new DomainSerial().setType(DomainSerial.Type.PTY);
    }

    private static DomainConsole console(CharacterTarget.Type target) {
        DomainConsole console = new DomainConsole().setType(DomainConsole.Type.PTY);
        console.targetOrNew().setType(target);
        return console;
    }
}
