package org.anfitrion.driver.lxc.liblxc;

import org.anfitrion.testkit.contract.NativeDialect;

/** The language of LXC's configurations, for the rules of native ones. */
final class ConfigurationDialect implements NativeDialect {

    private static final String UNKNOWN = "# somebody's own: kept, unaltered\nlxc.hook.version = 1\n";

    @Override
    public String renamed(String configuration, String name) {
        return configuration.replaceAll("(?m)^# anfitrion: (uuid|name) = .*\n?", "") + "\n# anfitrion: name = " + name
                + "\n";
    }

    @Override
    public String withUnknown(String configuration) {
        return UNKNOWN + configuration;
    }

    @Override
    public boolean hasUnknown(String configuration) {
        return configuration.contains(UNKNOWN);
    }
}
