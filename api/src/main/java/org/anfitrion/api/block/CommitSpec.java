package org.anfitrion.api.block;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A commit: upper images are written into one below, and left out of the chain. Immutable.
 *
 * @param top the uppermost image that is written down; empty is the one that the guest writes
 * @param base the image that is written to; empty is the lowest
 */
public record CommitSpec(Optional<String> top, Optional<String> base) {

    /**
     * Creates the description.
     *
     * @param top the uppermost image that is written down; empty is the one that the guest writes
     * @param base the image that is written to; empty is the lowest
     * @throws InvalidSpecException if a path is not absolute
     */
    public CommitSpec {
        Objects.requireNonNull(top, "top");
        Objects.requireNonNull(base, "base");
        top.ifPresent(path -> Text.absolutePath("top image", path));
        base.ifPresent(path -> Text.absolutePath("base image", path));
    }

    /**
     * Writes everything into the lowest image.
     *
     * @return the description
     */
    public static CommitSpec everything() {
        return new CommitSpec(Optional.empty(), Optional.empty());
    }
}
