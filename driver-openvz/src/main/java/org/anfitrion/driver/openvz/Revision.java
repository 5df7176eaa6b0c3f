package org.anfitrion.driver.openvz;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.anfitrion.driver.openvz.config.VeConfig;

/** What tells one state of a configuration from another. */
final class Revision {

    private Revision() {}

    static String of(VeConfig config) {
        return Hashing.sha256()
                .hashString(config.text(), StandardCharsets.UTF_8)
                .toString()
                .substring(0, 32);
    }
}
