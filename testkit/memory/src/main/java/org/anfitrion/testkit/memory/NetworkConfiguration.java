package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;

/** One version of a network's configuration. Immutable. */
record NetworkConfiguration(NativeText text, NetworkSpec spec, String revision) {

    /** Writes a new one. */
    static NetworkConfiguration of(NetworkSpec full, String revision) {
        List<NativeText.Section> sections = new ArrayList<>();
        sections.add(NativeText.Section.of("", NetworkFields.of(full)));
        full.subnets().forEach(subnet -> sections.add(written(subnet)));
        return new NetworkConfiguration(NativeText.of(sections), full, revision);
    }

    private static NativeText.Section written(Subnet subnet) {
        return NativeText.Section.of(NetworkFields.SUBNET, NetworkFields.of(subnet));
    }

    Described<NetworkSpec> as(View view) {
        return new Described<>(view, spec, text.toString(), revision);
    }

    NetworkConfiguration revised(String newRevision) {
        return new NetworkConfiguration(text, spec, newRevision);
    }

    /** Rewrites what differs, and nothing else. */
    Rewritten toward(NetworkSpec wanted, String newRevision) {
        List<String> changes = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>();
        NativeText changed = text.withDomain(
                Revision.rewritten(text.domain(), NetworkFields.of(spec), NetworkFields.of(wanted), "", changes, keys));
        changed = subnets(changed, wanted, changes, keys);
        return new Rewritten(new NetworkConfiguration(changed, wanted, newRevision), changes, keys);
    }

    /** A subnet is the same if the host has the same address in it. */
    private NativeText subnets(NativeText before, NetworkSpec wanted, List<String> changes, Set<String> keys) {
        List<NativeText.Section> old = before.devices(NetworkFields.SUBNET);
        List<NativeText.Section> sections = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        int changesBefore = changes.size();
        for (Subnet subnet : wanted.subnets()) {
            String label = "subnet " + subnet.gateway().getHostAddress();
            int place = place(subnet, used);
            if (place < 0) {
                sections.add(written(subnet));
                changes.add(label + ": added");
                keys.add(NetworkFields.SUBNET);
            } else {
                Map<String, String> known = NetworkFields.of(spec.subnets().get(place));
                sections.add(Revision.rewritten(
                        old.get(place), known, NetworkFields.of(subnet), label + " ", changes, keys));
            }
        }
        for (int i = 0; i < spec.subnets().size(); i++) {
            if (!used.contains(i)) {
                changes.add("subnet " + spec.subnets().get(i).gateway().getHostAddress() + ": removed");
                keys.add(NetworkFields.SUBNET);
            }
        }
        return changes.size() == changesBefore ? before : before.withDevices(NetworkFields.SUBNET, sections);
    }

    private int place(Subnet subnet, Set<Integer> used) {
        for (int i = 0; i < spec.subnets().size(); i++) {
            if (spec.subnets().get(i).gateway().equals(subnet.gateway()) && used.add(i)) {
                return i;
            }
        }
        return -1;
    }

    /** A configuration that was rewritten, and what differs in it: for people, and by key. */
    record Rewritten(NetworkConfiguration configuration, List<String> changes, Set<String> keys) {}
}
