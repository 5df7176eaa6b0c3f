package org.anfitrion.driver.lxc.liblxc;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.anfitrion.driver.lxc.config.LxcConfig;

/** By what a changed configuration is noticed: a digest of its text, and of what the files that it includes come to. */
final class Revision {

    private Revision() {}

    static String of(LxcConfig config) {
        String effect =
                config.keys().stream().map(key -> key + "=" + config.all(key)).collect(Collectors.joining("\n"));
        return Hashing.sha256()
                .hashString(config.text() + "\0" + effect, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 32);
    }
}
