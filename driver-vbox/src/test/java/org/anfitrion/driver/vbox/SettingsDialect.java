package org.anfitrion.driver.vbox;

import java.util.Set;
import org.anfitrion.testkit.contract.NativeDialect;

/** The language of VirtualBox's settings files, for the rules of native configurations. */
final class SettingsDialect implements NativeDialect {

    private static final String UNKNOWN = "<ExtraDataItem name=\"contract/unknown\" value=\"kept &amp; unaltered\"/>";
    private static final Set<String> CHANNELS = Set.of("vboxmanage");

    @Override
    public String renamed(String configuration, String name) {
        return configuration
                .replaceFirst("(<Machine[^>]*?)\\s+uuid=\"[^\"]*\"", "$1")
                .replaceFirst("(<Machine[^>]*?\\s)name=\"[^\"]*\"", "$1name=\"" + name + "\"");
    }

    @Override
    public String withUnknown(String configuration) {
        if (configuration.contains("<ExtraData>")) {
            return configuration.replaceFirst("<ExtraData>", "<ExtraData>" + UNKNOWN);
        }
        // It comes after the media and before the hardware.
        return configuration.replaceFirst("(\\s*<Hardware>)", "<ExtraData>" + UNKNOWN + "</ExtraData>$1");
    }

    @Override
    public boolean hasUnknown(String configuration) {
        return configuration.contains(UNKNOWN);
    }

    @Override
    public Set<String> channels() {
        return CHANNELS;
    }

    @Override
    public Set<String> hostChannels() {
        return CHANNELS;
    }
}
