package org.anfitrion.driver.lxc.config;

import java.util.Objects;

/**
 * A key and its value, as liblxc understands a line.
 *
 * @param key the key in the spelling of LXC 2.1 and later, such as {@code lxc.rootfs.path}
 * @param value its value without the blanks and quotes around it; an empty one takes back what was said before
 */
public record Setting(String key, String value) {

    /**
     * Checks that nothing is missing.
     *
     * @param key the key in the spelling of LXC 2.1 and later, such as {@code lxc.rootfs.path}
     * @param value its value without the blanks and quotes around it; an empty one takes back what was said before
     */
    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
    }
}
