package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.InterfaceElement;
import org.anfitrion.libvirt.xml.domain.InterfaceSourceElement;
import org.anfitrion.libvirt.xml.domain.LinkElement;
import org.anfitrion.libvirt.xml.domain.MacElement;
import org.anfitrion.libvirt.xml.domain.ModelElement;

/** The network cards, known by their Ethernet address. */
final class NicConcern implements Concern {

    /** By libvirt's names: drivers that make something of it. QEMU's takes an unconnected card and starts it broken. */
    private static final Set<String> HAVE_UNCONNECTED = Set.of("Test", "ESX", "VMware");

    private static final Set<String> HAVE_INTERNAL = Set.of("Test", "VBOX");

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (from.devices == null) {
            return;
        }
        Set<MacAddress> addresses = new HashSet<>();
        for (InterfaceElement card : from.devices.interfaces) {
            // libvirt lets two cards have the same address; it can be the key of one only.
            Optional<MacAddress> address = address(card).filter(addresses::add);
            to.nic(new NicSpec(
                    source(card),
                    address,
                    Tolerant.value(card.model == null ? null : card.model.type, NicModel::new),
                    card.link == null || !"down".equals(card.link.state),
                    NicBandwidth.read(card)));
        }
    }

    private static Optional<MacAddress> address(InterfaceElement card) {
        return Tolerant.value(card.mac == null ? null : card.mac.address, MacAddress::of);
    }

    private static NicSource source(InterfaceElement card) {
        String type = Objects.requireNonNullElse(card.type, "none");
        InterfaceSourceElement source = Objects.requireNonNullElseGet(card.source, InterfaceSourceElement::new);
        Optional<NicSource> known =
                switch (type) {
                    case "user" -> Optional.of(new NicSource.UserMode());
                    case "network" -> Tolerant.value(source.network, NicSource.Network::new);
                    case "bridge" -> Tolerant.value(source.bridge, NicSource.Bridge::new);
                    case "direct" -> Tolerant.value(source.dev, NicSource.HostInterface::new);
                    case "internal" -> Tolerant.value(source.name, NicSource.Internal::new);
                    case "null" -> Optional.of(new NicSource.Unconnected());
                    default -> Optional.empty();
                };
        return known.orElse(new NicSource.Native(type));
    }

    @Override
    public void write(Change change) {
        List<NicSpec> base = change.base().map(DomainSpec::nics).orElse(List.of());
        List<NicSpec> wanted = change.wanted().nics();
        if (base.equals(wanted)) {
            return;
        }
        List<InterfaceElement> elements = change.devices().interfaces;
        Pairing<NicSpec> pairing = Pairing.of(base, wanted, NicSpec::mac, NicConcern::completed);
        DeviceElements<NicSpec, InterfaceElement> known =
                new DeviceElements<>(base, List.copyOf(elements), NicSpec::mac, NicConcern::address);
        for (Pairing.Kept<NicSpec> kept : pairing.kept()) {
            if (kept.differs()) {
                update(change, known.take(label(kept.base()), kept.base()), kept.base(), kept.wanted());
            }
        }
        for (NicSpec card : pairing.removed()) {
            elements.remove(known.take(label(card), card));
            change.note(label(card) + ": removed");
        }
        for (NicSpec card : pairing.added()) {
            InterfaceElement element = new InterfaceElement();
            card.mac().ifPresent(address -> {
                element.mac = new MacElement();
                element.mac.address = address.text();
            });
            writeSource(change, element, card.source());
            writeModel(element, card.model().or(() -> change.defaults().nic()));
            writeLink(element, card.linkUp());
            card.bandwidth().ifPresent(bandwidth -> NicBandwidth.write(change, element, bandwidth));
            elements.add(element);
            change.note(label(card) + ": added " + text(card.source()));
        }
    }

    private static NicSpec completed(NicSpec open, NicSpec from) {
        return new NicSpec(
                open.source(),
                open.mac().or(from::mac),
                open.model().or(from::model),
                open.linkUp(),
                open.bandwidth().or(from::bandwidth));
    }

    private static void update(Change change, InterfaceElement element, NicSpec base, NicSpec wanted) {
        if (!base.source().equals(wanted.source())) {
            writeSource(change, element, wanted.source());
            change.note(label(wanted) + ": source", text(base.source()), text(wanted.source()));
        }
        if (!base.model().equals(wanted.model())) {
            writeModel(element, wanted.model());
            change.note(label(wanted) + ": model", model(base), model(wanted));
        }
        if (base.linkUp() != wanted.linkUp()) {
            writeLink(element, wanted.linkUp());
            change.note(label(wanted) + ": link", link(base), link(wanted));
        }
        wanted.bandwidth().filter(limit -> NicBandwidth.differs(element, limit)).ifPresent(limit -> {
            NicBandwidth.write(change, element, limit);
            change.note(
                    label(wanted) + ": bandwidth",
                    NicBandwidth.text(base.bandwidth()),
                    NicBandwidth.text(wanted.bandwidth()));
        });
    }

    private static void writeSource(Change change, InterfaceElement element, NicSource wanted) {
        if (wanted instanceof NicSource.Native other) {
            throw change.nativeOnly("network card", other.kind());
        }
        // A source says things of just this network or bridge, such as the port on it: it is not reused for another.
        InterfaceSourceElement source = new InterfaceSourceElement();
        if (wanted instanceof NicSource.UserMode) {
            element.type = "user";
            element.source = null;
        } else if (wanted instanceof NicSource.Network network) {
            element.type = "network";
            source.network = network.name();
            element.source = source;
        } else if (wanted instanceof NicSource.Bridge bridge) {
            element.type = "bridge";
            source.bridge = bridge.device();
            element.source = source;
        } else if (wanted instanceof NicSource.HostInterface device) {
            element.type = "direct";
            source.dev = device.device();
            source.mode = "bridge";
            element.source = source;
        } else {
            writeRare(change, element, source, wanted);
        }
    }

    private static void writeRare(
            Change change, InterfaceElement element, InterfaceSourceElement source, NicSource wanted) {
        String driver = change.host().driver();
        if (wanted instanceof NicSource.Internal internal && HAVE_INTERNAL.contains(driver)) {
            element.type = "internal";
            source.name = internal.name();
            element.source = source;
        } else if (wanted instanceof NicSource.Unconnected && HAVE_UNCONNECTED.contains(driver)) {
            element.type = "null";
            element.source = null;
        } else {
            throw change.unsupported("network card, " + text(wanted), "libvirt's " + driver + " driver has no such");
        }
    }

    private static void writeLink(InterfaceElement element, boolean up) {
        if (up && element.link == null) {
            return; // a cable is plugged in unless somebody says that it is not
        }
        element.link = Objects.requireNonNullElseGet(element.link, LinkElement::new);
        element.link.state = up ? "up" : "down";
    }

    private static String link(NicSpec card) {
        return card.linkUp() ? "up" : "down";
    }

    private static void writeModel(InterfaceElement element, Optional<NicModel> wanted) {
        if (wanted.isEmpty()) {
            element.model = null;
            return;
        }
        element.model = Objects.requireNonNullElseGet(element.model, ModelElement::new);
        element.model.type = wanted.get().name();
    }

    private static String label(NicSpec card) {
        return "NIC " + card.mac().map(MacAddress::text).orElse("without address");
    }

    private static String model(NicSpec card) {
        return card.model().map(NicModel::name).orElse("none");
    }

    private static String text(NicSource source) {
        if (source instanceof NicSource.Network network) {
            return "network '" + network.name() + "'";
        }
        if (source instanceof NicSource.Bridge bridge) {
            return "bridge " + bridge.device();
        }
        if (source instanceof NicSource.HostInterface device) {
            return "host interface " + device.device();
        }
        if (source instanceof NicSource.Internal internal) {
            return "internal network '" + internal.name() + "'";
        }
        if (source instanceof NicSource.Unconnected) {
            return "unconnected";
        }
        return source instanceof NicSource.Native other ? other.kind() : "user mode";
    }
}
