package org.anfitrion.testkit.memory;

import java.nio.channels.ByteChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.Deadline;
import org.jspecify.annotations.Nullable;

/** The channel facet of a session in memory. */
final class MemoryChannel implements ChannelFacet {

    private final MemorySession session;
    /** Those that the session's end ends; under the host's lock. */
    private final Set<HostEnd> open = new LinkedHashSet<>();

    MemoryChannel(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    @Override
    public ByteChannel open(DomainId id, String channel, Deadline deadline) {
        Call call = session.call(Operation.CHANNEL_OPEN, id)
                .needing(Feature.CHANNELS)
                .until(deadline);
        return session.perform(call, () -> {
            MemoryDomain domain = model().inventory().require(id, Operation.CHANNEL_OPEN);
            if (domain.spec().channels().stream()
                    .noneMatch(there -> there.name().equals(channel))) {
                throw new NotFoundException(call.failure("it has no channel '" + channel + "'"));
            }
            if (!domain.isActive()) {
                throw new InvalidStateException(call.failure("it is " + domain.state()));
            }
            Channels channels = domain.peripherals().channels();
            if (channels.isTaken(channel)) {
                throw new ResourceBusyException(call.failure("its channel '" + channel + "' is in use"));
            }
            return end(domain.running(), channels, channel);
        });
    }

    private HostEnd end(Machine machine, Channels channels, String channel) {
        AtomicReference<@Nullable HostEnd> self = new AtomicReference<>();
        HostEnd end = new HostEnd(
                "channel '" + channel + "'",
                bytes -> {
                    model().locked(() -> {
                        machine.receive(channel, bytes);
                        return true;
                    });
                    model().clock().settle();
                },
                () -> model().locked(() -> {
                    HostEnd closing = self.get();
                    if (closing != null) {
                        channels.release(channel, closing);
                        open.remove(closing);
                    }
                    return true;
                }));
        self.set(end);
        channels.take(channel, end);
        open.add(end);
        return end;
    }

    void breakOff(HypervisorException why) {
        model().locked(() -> List.copyOf(open)).forEach(end -> end.breakOff(why));
    }
}
