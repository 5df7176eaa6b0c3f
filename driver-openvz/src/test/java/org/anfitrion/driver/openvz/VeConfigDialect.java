package org.anfitrion.driver.openvz;

import java.util.Optional;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.testkit.contract.NativeDialect;

/** The language of ve.conf, for the rules of native configurations. */
final class VeConfigDialect implements NativeDialect {

    private static final String UNKNOWN = "# somebody's own: kept, unaltered\nSOMEBODYS_OWN='kept'\n";

    @Override
    public String renamed(String configuration, String name) {
        return Keys.withName(Keys.UUID.set(VeConfig.parse(configuration), Optional.empty()), name)
                .text();
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
