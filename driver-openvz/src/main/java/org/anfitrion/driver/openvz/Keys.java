package org.anfitrion.driver.openvz;

import java.util.Optional;
import org.anfitrion.driver.openvz.config.Encoded;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;

/**
 * What a description says and OpenVZ has no key for, or none that can express it, in keys of our own: vzctl keeps what it does not
 * know.
 */
enum Keys {
    NAME,
    UUID,
    TITLE,
    DESCRIPTION,
    OWNER;

    /** A name that vzctl takes, prlctl takes, and nobody mistakes for a number or UUID. */
    private static final String PLAIN_NAME = "[A-Za-z][A-Za-z0-9_.-]{0,62}";

    private String key() {
        return "ANFITRION_" + name();
    }

    Optional<String> find(VeConfig config) {
        return config.get(key()).map(Encoded::text);
    }

    VeConfig set(VeConfig config, Optional<String> text) {
        return text.map(value -> config.with(key(), Encoded.of(value))).orElseGet(() -> config.without(key()));
    }

    static boolean isPlainName(String name) {
        return name.matches(PLAIN_NAME);
    }

    /** The container's name: its own, ours, or what else names it. */
    static String name(VeConfig config, String id) {
        return config.get(Parameter.NAME).or(() -> NAME.find(config)).orElse(id);
    }

    static VeConfig withName(VeConfig config, String name) {
        if (isPlainName(name)) {
            return NAME.set(config.with(Parameter.NAME, name), Optional.empty());
        }
        VeConfig named = NAME.set(config, Optional.of(name));
        return config.get(Parameter.NAME).isPresent() ? named.with(Parameter.NAME, "") : named;
    }

    static Optional<String> description(VeConfig config) {
        return DESCRIPTION.find(config).or(() -> config.get(Parameter.DESCRIPTION));
    }

    static VeConfig withDescription(VeConfig config, Optional<String> text) {
        boolean plain = text.isEmpty()
                || (VeConfig.isExpressible(text.get())
                        && !text.get().isEmpty()
                        && text.get().chars().allMatch(c -> c >= ' ' && c < 127 && c != '#'));
        if (plain) {
            VeConfig without = DESCRIPTION.set(config, Optional.empty());
            return text.isEmpty() && config.get(Parameter.DESCRIPTION).isEmpty()
                    ? without
                    : without.with(Parameter.DESCRIPTION, text.orElse(""));
        }
        return DESCRIPTION.set(config, text);
    }
}
