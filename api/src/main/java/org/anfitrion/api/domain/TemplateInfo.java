package org.anfitrion.api.domain;

import java.util.Objects;

/**
 * A template that containers or machines can be made from.
 *
 * @param name its name on the host, for {@link FilesystemSource.Template}
 * @param description what it is, in words; possibly empty
 */
public record TemplateInfo(String name, String description) {

    /**
     * Checks that nothing is missing.
     *
     * @param name its name on the host, for {@link FilesystemSource.Template}
     * @param description what it is, in words; possibly empty
     */
    public TemplateInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
    }
}
