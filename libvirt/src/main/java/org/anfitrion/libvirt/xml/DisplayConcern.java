package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.secret.Password;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainGraphics;
import org.anfitrion.libvirt.xml.domain.GraphicsListen;

/** The screens that are shown over a network, known by their protocol. Others stay in the native configuration. */
final class DisplayConcern implements Concern {

    private static final Set<DisplayProtocol> KNOWN =
            Set.of(DisplayProtocol.VNC, DisplayProtocol.SPICE, DisplayProtocol.RDP);

    private static final int MOST = 65_535;

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Set<DisplayProtocol> seen = new HashSet<>();
        from.devices().map(DomainDevices::graphics).orElse(List.of()).stream()
                .map(DisplayConcern::read)
                .flatMap(Optional::stream)
                .filter(display -> seen.add(display.protocol()))
                .forEach(to::display);
    }

    static Optional<DisplaySpec> read(DomainGraphics element) {
        if (element.socket().isPresent() || !element.listens().stream().allMatch(DisplayConcern::isAddress)) {
            return Optional.empty();
        }
        return protocol(element)
                .filter(KNOWN::contains)
                .flatMap(protocol -> Tolerant.value(
                        Optional.of(listen(element)),
                        address -> new DisplaySpec(
                                protocol,
                                address,
                                port(element.port()),
                                Tolerant.value(element.passwd(), Password::of))));
    }

    static Optional<DisplayProtocol> protocol(DomainGraphics element) {
        return Tolerant.value(element.type(), type -> new DisplayProtocol(type.text()));
    }

    private static boolean isAddress(GraphicsListen listen) {
        return listen.type().equals(Optional.of(GraphicsListen.Type.ADDRESS));
    }

    /** Without an address the host's own settings choose it; they are not told before the start. */
    private static String listen(DomainGraphics element) {
        return element.listens().stream()
                .findFirst()
                .flatMap(GraphicsListen::address)
                .or(element::listen)
                .orElse("");
    }

    /** Before the start a port may be 0 or -1: libvirt will choose one. */
    static OptionalInt port(Optional<Long> number) {
        int port = Tolerant.number(number, 0, 0, MOST);
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    @Override
    public void write(Change change) {
        List<DisplaySpec> base = change.base().map(DomainSpec::displays).orElse(List.of());
        List<DisplaySpec> wanted = change.wanted().displays();
        if (base.equals(wanted)) {
            return;
        }
        List<DomainGraphics> elements = change.devices().graphics();
        for (DisplaySpec display : base) {
            if (find(wanted, display.protocol()).isEmpty()) {
                change.devices().remove(element(elements, display));
                change.note(label(display) + ": removed");
            }
        }
        for (DisplaySpec display : wanted) {
            Optional<DisplaySpec> was = find(base, display.protocol());
            if (was.isEmpty()) {
                elements.add(made(change, elements, display));
                change.note(label(display) + ": added");
            } else if (!was.get().equals(display)) {
                update(change, element(elements, was.get()), was.get(), display);
            }
        }
    }

    private static Optional<DisplaySpec> find(List<DisplaySpec> displays, DisplayProtocol protocol) {
        return displays.stream()
                .filter(display -> display.protocol().equals(protocol))
                .findFirst();
    }

    private static DomainGraphics element(List<DomainGraphics> elements, DisplaySpec display) {
        return elements.stream()
                .filter(element -> read(element)
                        .filter(it -> it.protocol().equals(display.protocol()))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> DeviceElements.gone(label(display)));
    }

    private static DomainGraphics made(Change change, List<DomainGraphics> elements, DisplaySpec wanted) {
        DisplayProtocol protocol = wanted.protocol();
        if (!KNOWN.contains(protocol)) {
            throw change.unsupported(label(wanted), "libvirt has no such display that a description could speak of");
        }
        if (elements.stream().anyMatch(element -> protocol(element).equals(Optional.of(protocol)))) {
            throw change.unsupported(label(wanted), "there is one that only the native configuration can express");
        }
        DomainGraphics element = new DomainGraphics().setType(new DomainGraphics.Type(protocol.name()));
        writeListen(element, wanted);
        writePort(element, wanted);
        element.setPasswd(wanted.password().map(Password::reveal).orElse(null));
        return element;
    }

    private static void update(Change change, DomainGraphics element, DisplaySpec base, DisplaySpec wanted) {
        if (!base.listen().equals(wanted.listen())) {
            writeListen(element, wanted);
            change.note(label(wanted) + ": address", base.listen(), wanted.listen());
        }
        if (!base.port().equals(wanted.port())) {
            writePort(element, wanted);
            change.note(label(wanted) + ": port", text(base.port()), text(wanted.port()));
        }
        if (!base.password().equals(wanted.password())) {
            element.setPasswd(wanted.password().map(Password::reveal).orElse(null));
            change.note(label(wanted) + ": password: changed");
        }
    }

    private static void writeListen(DomainGraphics element, DisplaySpec wanted) {
        String address = wanted.listen().isEmpty() ? null : wanted.listen();
        element.setListen(address);
        element.listens().stream().findFirst().ifPresent(listen -> listen.setAddress(address));
    }

    private static void writePort(DomainGraphics element, DisplaySpec wanted) {
        element.setAutoPort(wanted.port().isEmpty())
                .setPort(wanted.port().isPresent() ? (long) wanted.port().getAsInt() : null);
    }

    private static String text(OptionalInt port) {
        return port.isPresent() ? Integer.toString(port.getAsInt()) : "chosen at the start";
    }

    private static String label(DisplaySpec display) {
        return "display " + Objects.requireNonNull(display.protocol()).name();
    }
}
