package org.anfitrion.libvirt;

import java.nio.channels.ByteChannel;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.Stream;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.Deadline;
import org.libvirt.jna.CString;

/** The channels of a session, by {@code virDomainOpenChannel}. Thread-safe. */
final class Channels implements ChannelFacet {

    private final Calls calls;
    private final Dialect dialect;
    private final Set<ChannelEnd> open = ConcurrentHashMap.newKeySet();

    Channels(Calls calls, Dialect dialect) {
        this.calls = calls;
        this.dialect = dialect;
    }

    @Override
    public ByteChannel open(DomainId id, String channel, Deadline deadline) {
        String what = "channel '" + channel + "' of domain " + id;
        Attempt attempt = new Attempt("open", what, true);
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        ChannelEnd[] self = new ChannelEnd[1];
        ChannelEnd end = new ChannelEnd(what, () -> open.remove(self[0]));
        self[0] = end;
        open.add(end);
        try {
            calls.change(attempt, deadline, wire -> {
                try (DomainReference domain = wire.domain(uuid, attempt)) {
                    check(wire, domain, channel, attempt);
                    end.connected(Stream.openChannel(wire, domain, channel, end, attempt));
                    return end;
                }
            });
            return end;
        } catch (HypervisorException e) {
            end.close(); // it may yet be opened, by the worker that nobody waits for
            throw e;
        }
    }

    private void check(WireConnection wire, DomainReference domain, String channel, Attempt attempt) {
        if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), attempt) == 0) {
            throw new InvalidStateException(attempt.failure().because("the domain does not run"));
        }
        CString xml = wire.library().virDomainGetXMLDesc(domain.pointer(), 0);
        if (xml == null) {
            throw wire.failed(attempt);
        }
        if (dialect.read(xml.toString()).channels().stream()
                .noneMatch(known -> known.name().equals(channel))) {
            throw new NotFoundException(attempt.failure().because("the domain has no such channel"));
        }
        if (channel.equals(ChannelSpec.QEMU_GUEST_AGENT)) {
            // QEMU would take the connection, and never serve it.
            throw new ResourceBusyException(attempt.failure()
                    .because("libvirt itself speaks to the guest agent on it; use the guest's own calls"));
        }
    }

    /** Ends everything. */
    void breakOff(HypervisorException why) {
        open.forEach(end -> end.breakOff(why));
    }
}
