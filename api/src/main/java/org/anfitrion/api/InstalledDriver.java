package org.anfitrion.api;

import java.util.Objects;
import org.anfitrion.api.connection.DriverInfo;

/**
 * A driver that was found.
 *
 * @param info what it says about itself
 * @param location the jar or folder that it came from
 */
public record InstalledDriver(DriverInfo info, String location) {

    /**
     * Checks that nothing is missing.
     *
     * @param info what it says about itself
     * @param location the jar or folder that it came from
     */
    public InstalledDriver {
        Objects.requireNonNull(info, "info");
        Objects.requireNonNull(location, "location");
    }

    @Override
    public String toString() {
        return info.name() + " ("
                + String.join(", ", info.schemes().stream().sorted().toList()) + ") from " + location;
    }
}
