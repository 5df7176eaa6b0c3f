package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.DhcpChange;
import org.libvirt.jna.NetworkPointer;

/**
 * Changes a network that is up, by {@code virNetworkUpdate}: what DHCP gives out, and nothing else. All of a change, or none
 * of it.
 */
final class LiveNetwork {

    private static final Logger LOG = System.getLogger("org.anfitrion.networks");
    private static final int AFFECT_LIVE = 1;

    private record Step(int place, DhcpChange change) {}

    private LiveNetwork() {}

    /** The caller holds a lease. */
    static Applied update(
            WireConnection wire,
            NetworkPointer network,
            Described<NetworkSpec> now,
            NetworkSpec wanted,
            Attempt attempt) {
        List<String> beyond = DhcpChange.beyond(now.spec(), wanted);
        if (!beyond.isEmpty()) {
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because("libvirt changes DHCP ranges and kept addresses of a network that is up, not "
                            + String.join(", ", beyond)));
        }
        List<Step> steps = steps(now, wanted);
        List<Step> done = new ArrayList<>();
        try {
            for (Step step : steps) {
                apply(wire, network, step, attempt);
                done.add(0, step);
            }
        } catch (HypervisorException e) {
            takeBack(wire, network, done, attempt);
            throw e;
        }
        List<String> changes =
                steps.stream().map(step -> step.change().toString()).toList();
        return new Applied(changes, changes.isEmpty() ? Set.of() : Set.of(Scope.LIVE), false);
    }

    private static List<Step> steps(Described<NetworkSpec> now, NetworkSpec wanted) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < wanted.subnets().size(); i++) {
            Subnet present = now.spec().subnets().get(i);
            int place = DhcpChange.place(now.nativeConfiguration(), present);
            DhcpChange.between(present, wanted.subnets().get(i)).forEach(change -> steps.add(new Step(place, change)));
        }
        return steps;
    }

    private static void apply(WireConnection wire, NetworkPointer network, Step step, Attempt attempt) {
        DhcpChange change = step.change();
        int result = wire.library()
                .virNetworkUpdate(
                        network, change.command().number(), change.section(), step.place(), change.xml(), AFFECT_LIVE);
        Inventory.check(wire, result, attempt);
    }

    private static void takeBack(WireConnection wire, NetworkPointer network, List<Step> done, Attempt attempt) {
        for (Step step : done) {
            try {
                apply(wire, network, new Step(step.place(), step.change().undone()), attempt);
            } catch (HypervisorException e) {
                LOG.log(Level.WARNING, "half of a change of a network stays: " + step.change(), e);
            }
        }
    }
}
