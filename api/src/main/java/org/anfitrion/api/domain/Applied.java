package org.anfitrion.api.domain;

import java.util.List;
import java.util.Set;

/**
 * What came of an update.
 *
 * @param changes what was changed, one line for people each, such as {@code memory: 128 MiB -> 256 MiB}; empty if there was
 *     nothing to change
 * @param scopes where the changes took effect
 * @param waitsForRestart whether a running domain shows some of the changes only after its next start
 */
public record Applied(List<String> changes, Set<Scope> scopes, boolean waitsForRestart) {

    /**
     * Checks that nothing is missing.
     *
     * @param changes what was changed, one line for people each, such as {@code memory: 128 MiB -> 256 MiB}; empty if there was nothing to change
     * @param scopes where the changes took effect
     * @param waitsForRestart whether a running domain shows some of the changes only after its next start
     */
    public Applied {
        changes = List.copyOf(changes);
        scopes = Set.copyOf(scopes);
    }
}
