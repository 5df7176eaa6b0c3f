package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;

/** What {@code VBoxManage modifyvm} is told about network cards. */
final class NicWords {

    /** As many as every chip set has. */
    static final int SLOTS = 8;

    private NicWords() {}

    /** The arguments that make a card as it is described. */
    static List<String> plug(int slot, NicSpec nic, boolean isNew) {
        String number = Integer.toString(slot + 1);
        List<String> words = new ArrayList<>(source(number, nic.source()));
        if (isNew || nic.model().isPresent()) {
            words.add("--nictype" + number);
            words.add(NicCards.word(nic.model().orElse(NicModel.E1000)).orElseThrow());
        }
        if (isNew || nic.mac().isPresent()) {
            words.add("--macaddress" + number);
            words.add(nic.mac()
                    .map(address -> address.text().replace(":", "").toUpperCase(Locale.ROOT))
                    .orElse("auto"));
        }
        words.add("--cableconnected" + number);
        words.add(nic.linkUp() ? "on" : "off");
        return words;
    }

    /** The arguments that take a card away. */
    static List<String> unplug(int slot) {
        return List.of("--nic" + (slot + 1), "none");
    }

    private static List<String> source(String number, NicSource source) {
        if (source instanceof NicSource.UserMode) {
            return List.of("--nic" + number, "nat");
        }
        if (source instanceof NicSource.Network network) {
            return isHostOnly(network.name())
                    ? List.of("--nic" + number, "hostonly", "--hostonlyadapter" + number, network.name())
                    : List.of("--nic" + number, "natnetwork", "--nat-network" + number, network.name());
        }
        if (source instanceof NicSource.Bridge bridge) {
            return List.of("--nic" + number, "bridged", "--bridgeadapter" + number, bridge.device());
        }
        if (source instanceof NicSource.HostInterface device) {
            return List.of("--nic" + number, "bridged", "--bridgeadapter" + number, device.device());
        }
        if (source instanceof NicSource.Internal internal) {
            return List.of("--nic" + number, "intnet", "--intnet" + number, internal.name());
        }
        return List.of("--nic" + number, "null");
    }

    /** VirtualBox makes host-only interfaces under these names only. */
    static boolean isHostOnly(String network) {
        return network.matches("vboxnet\\d+") || network.startsWith("VirtualBox Host-Only ");
    }
}
