package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.CharacterDeviceElement;
import org.anfitrion.libvirt.xml.domain.CharacterTargetElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** The channels between host and guest, known by the name that the guest sees. */
final class ChannelConcern implements Concern {

    private static final Set<String> NAMED = Set.of("virtio", "xen");

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (from.devices == null) {
            return;
        }
        Set<ChannelSpec> seen = new HashSet<>();
        from.devices.channels.stream()
                .map(ChannelConcern::read)
                .flatMap(Optional::stream)
                .filter(seen::add)
                .forEach(to::channel);
    }

    private static Optional<ChannelSpec> read(CharacterDeviceElement channel) {
        return Optional.ofNullable(channel.target)
                .filter(target -> target.type != null && NAMED.contains(target.type))
                .flatMap(target -> Tolerant.value(target.name, ChannelSpec::new));
    }

    @Override
    public void write(Change change) {
        List<ChannelSpec> base = change.base().map(DomainSpec::channels).orElse(List.of());
        List<ChannelSpec> wanted = change.wanted().channels();
        if (base.equals(wanted)) {
            return;
        }
        List<CharacterDeviceElement> elements = change.devices().channels;
        for (ChannelSpec channel : base) {
            if (!wanted.contains(channel)) {
                elements.removeIf(element -> read(element).equals(Optional.of(channel)));
                change.note("channel " + channel.name() + ": removed");
            }
        }
        for (ChannelSpec channel : wanted) {
            if (!base.contains(channel)) {
                elements.add(made(change, channel));
                change.note("channel " + channel.name() + ": added");
            }
        }
    }

    private static CharacterDeviceElement made(Change change, ChannelSpec channel) {
        if (GuestTypeConcern.isContainer(change.domain())) {
            throw change.unsupported("channel " + channel.name(), "libvirt's containers have none");
        }
        CharacterDeviceElement element = new CharacterDeviceElement();
        element.type = "unix";
        element.target = new CharacterTargetElement();
        element.target.type = "xen".equals(change.domain().type) ? "xen" : "virtio";
        element.target.name = channel.name();
        return element;
    }
}
