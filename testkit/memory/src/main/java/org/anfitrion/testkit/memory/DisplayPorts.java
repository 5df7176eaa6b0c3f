package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.ResourceBusyException;

/** The TCP ports that displays of running guests listen on, each used once on the host. Used under the host's lock only. */
final class DisplayPorts {

    /** The port of VNC's first display (RFC 6143), where hypervisors begin to count. */
    private static final int FIRST = 5900;

    private static final int LAST = 65_535;

    private final BitSet taken = new BitSet();

    /** Takes a port for each display: the one that it asks for, or the next that is free. All or none. */
    List<Integer> take(DomainSpec spec) {
        if (spec.displays().isEmpty()) {
            return List.of();
        }
        List<Integer> ports = new ArrayList<>();
        for (DisplaySpec display : spec.displays()) {
            int port = display.port().orElseGet(() -> free(spec));
            if (port > LAST || taken.get(port)) {
                release(ports);
                throw new ResourceBusyException(Failure.to(Operation.START.verb(), "domain '" + spec.name() + "'")
                        .because(
                                port > LAST
                                        ? "no port is free for its " + display.protocol() + " display"
                                        : "port " + port + " of its " + display.protocol() + " display is in use"));
            }
            taken.set(port);
            ports.add(port);
        }
        return ports;
    }

    /** Passes by the ports that the same domain asks for by number. */
    private int free(DomainSpec spec) {
        int port = taken.nextClearBit(FIRST);
        while (asksFor(spec, port)) {
            port = taken.nextClearBit(port + 1);
        }
        return port;
    }

    private static boolean asksFor(DomainSpec spec, int port) {
        return spec.displays().stream()
                .anyMatch(
                        display -> display.port().isPresent() && display.port().getAsInt() == port);
    }

    void release(List<Integer> ports) {
        ports.forEach(taken::clear);
    }
}
