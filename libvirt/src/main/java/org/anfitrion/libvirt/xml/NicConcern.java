package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainInterface;
import org.anfitrion.libvirt.xml.domain.InterfaceLink;
import org.anfitrion.libvirt.xml.domain.InterfaceMac;
import org.anfitrion.libvirt.xml.domain.InterfaceModel;
import org.anfitrion.libvirt.xml.domain.InterfaceSource;

/** The network cards, known by their Ethernet address. */
final class NicConcern implements Concern {

    /** By libvirt's names: drivers that make something of it. QEMU's takes an unconnected card and starts it broken. */
    private static final Set<String> HAVE_UNCONNECTED = Set.of("Test", "ESX", "VMware");

    private static final Set<String> HAVE_INTERNAL = Set.of("Test", "VBOX");

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Set<MacAddress> addresses = new HashSet<>();
        for (DomainInterface card :
                from.devices().map(DomainDevices::interfaces).orElse(List.of())) {
            // libvirt lets two cards have the same address; it can be the key of one only.
            Optional<MacAddress> address = address(card).filter(addresses::add);
            to.nic(new NicSpec(
                    source(card),
                    address,
                    Tolerant.value(card.model().flatMap(InterfaceModel::type), NicModel::new),
                    !card.link().flatMap(InterfaceLink::state).equals(Optional.of(InterfaceLink.State.DOWN)),
                    NicBandwidth.read(card)));
        }
    }

    private static Optional<MacAddress> address(DomainInterface card) {
        return card.mac().flatMap(InterfaceMac::address);
    }

    private static NicSource source(DomainInterface card) {
        String type = card.type().map(DomainInterface.Type::text).orElse("none");
        InterfaceSource source = card.source().orElseGet(InterfaceSource::new);
        Optional<NicSource> known =
                switch (type) {
                    case "user" -> Optional.of(new NicSource.UserMode());
                    case "network" -> Tolerant.value(source.network(), NicSource.Network::new);
                    case "bridge" -> Tolerant.value(source.bridge(), NicSource.Bridge::new);
                    case "direct" -> Tolerant.value(source.dev(), NicSource.HostInterface::new);
                    case "internal" -> Tolerant.value(source.name(), NicSource.Internal::new);
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
        List<DomainInterface> elements = change.devices().interfaces();
        Pairing<NicSpec> pairing = Pairing.of(base, wanted, NicSpec::mac, NicConcern::completed);
        DeviceElements<NicSpec, DomainInterface> known =
                new DeviceElements<>(base, List.copyOf(elements), NicSpec::mac, NicConcern::address);
        for (Pairing.Kept<NicSpec> kept : pairing.kept()) {
            if (kept.differs()) {
                update(change, known.take(label(kept.base()), kept.base()), kept.base(), kept.wanted());
            }
        }
        for (NicSpec card : pairing.removed()) {
            change.devices().remove(known.take(label(card), card));
            change.note(label(card) + ": removed");
        }
        for (NicSpec card : pairing.added()) {
            DomainInterface element = new DomainInterface();
            card.mac().ifPresent(address -> element.macOrNew().setAddress(address));
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

    private static void update(Change change, DomainInterface element, NicSpec base, NicSpec wanted) {
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

    private static void writeSource(Change change, DomainInterface element, NicSource wanted) {
        if (wanted instanceof NicSource.Native other) {
            throw change.nativeOnly("network card", other.kind());
        }
        // A source says things of just this network or bridge, such as the port on it: it is not reused for another.
        InterfaceSource source = new InterfaceSource();
        if (wanted instanceof NicSource.UserMode) {
            element.setType(DomainInterface.Type.USER).setSource(null);
        } else if (wanted instanceof NicSource.Network network) {
            element.setType(DomainInterface.Type.NETWORK).setSource(source.setNetwork(network.name()));
        } else if (wanted instanceof NicSource.Bridge bridge) {
            element.setType(DomainInterface.Type.BRIDGE).setSource(source.setBridge(bridge.device()));
        } else if (wanted instanceof NicSource.HostInterface device) {
            // The host's interface becomes a port of a bridge, in the words of macvtap.
            element.setType(DomainInterface.Type.DIRECT)
                    .setSource(source.setDev(device.device()).setMode(new InterfaceSource.Mode("bridge")));
        } else {
            writeRare(change, element, source, wanted);
        }
    }

    private static void writeRare(Change change, DomainInterface element, InterfaceSource source, NicSource wanted) {
        String driver = change.host().driver();
        if (wanted instanceof NicSource.Internal internal && HAVE_INTERNAL.contains(driver)) {
            element.setType(DomainInterface.Type.INTERNAL).setSource(source.setName(internal.name()));
        } else if (wanted instanceof NicSource.Unconnected && HAVE_UNCONNECTED.contains(driver)) {
            element.setType(DomainInterface.Type.NULL).setSource(null);
        } else {
            throw change.unsupported("network card, " + text(wanted), "libvirt's " + driver + " driver has no such");
        }
    }

    private static void writeLink(DomainInterface element, boolean up) {
        if (up && element.link().isEmpty()) {
            return; // a cable is plugged in unless somebody says that it is not
        }
        element.linkOrNew().setState(up ? InterfaceLink.State.UP : InterfaceLink.State.DOWN);
    }

    private static String link(NicSpec card) {
        return card.linkUp() ? "up" : "down";
    }

    private static void writeModel(DomainInterface element, Optional<NicModel> wanted) {
        if (wanted.isEmpty()) {
            element.setModel(null);
            return;
        }
        element.modelOrNew().setType(wanted.get().name());
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
