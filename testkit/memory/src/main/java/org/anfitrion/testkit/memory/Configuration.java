package org.anfitrion.testkit.memory;

import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;

/** One version of a domain's configuration. Immutable. */
record Configuration(NativeText text, DomainSpec spec, String revision) {

    /** Returns it as a caller sees it: with the passwords of displays, or without. */
    Described<DomainSpec> as(View view, boolean secrets) {
        return secrets
                ? new Described<>(view, spec, text.toString(), revision)
                : new Described<>(
                        view,
                        DisplaySecrets.without(spec),
                        DisplaySecrets.without(text).toString(),
                        revision);
    }

    Configuration revised(String newRevision) {
        return new Configuration(text, spec, newRevision);
    }
}
