package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.ChannelTarget;
import org.anfitrion.libvirt.xml.domain.DomainChannel;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** The channels between host and guest, known by the name that the guest sees. */
final class ChannelConcern implements Concern {

    private static final Set<ChannelTarget.Type> NAMED = Set.of(ChannelTarget.Type.VIRTIO, ChannelTarget.Type.XEN);

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Set<ChannelSpec> seen = new HashSet<>();
        from.devices().map(DomainDevices::channels).orElse(List.of()).stream()
                .map(ChannelConcern::read)
                .flatMap(Optional::stream)
                .filter(seen::add)
                .forEach(to::channel);
    }

    private static Optional<ChannelSpec> read(DomainChannel channel) {
        return channel.target()
                .filter(target -> target.type().filter(NAMED::contains).isPresent())
                .flatMap(target -> Tolerant.value(target.name(), ChannelSpec::new));
    }

    @Override
    public void write(Change change) {
        List<ChannelSpec> base = change.base().map(DomainSpec::channels).orElse(List.of());
        List<ChannelSpec> wanted = change.wanted().channels();
        if (base.equals(wanted)) {
            return;
        }
        List<DomainChannel> elements = change.devices().channels();
        for (ChannelSpec channel : base) {
            if (!wanted.contains(channel)) {
                elements.removeIf(element -> read(element).equals(Optional.of(channel)));
                change.note("channel " + channel.name() + ": removed");
            }
        }
        for (ChannelSpec channel : wanted) {
            if (!base.contains(channel)) {
                add(change, channel);
                change.note("channel " + channel.name() + ": added");
            }
        }
    }

    private static void add(Change change, ChannelSpec channel) {
        if (GuestTypeConcern.isContainer(change.domain())) {
            throw change.unsupported("channel " + channel.name(), "libvirt's containers have none");
        }
        boolean onXen = change.domain().type().equals(Optional.of(DomainElement.Type.XEN));
        change.devices()
                .addChannel()
                .setType(DomainChannel.Type.UNIX)
                .targetOrNew()
                .setType(onXen ? ChannelTarget.Type.XEN : ChannelTarget.Type.VIRTIO)
                .setName(channel.name());
    }
}
