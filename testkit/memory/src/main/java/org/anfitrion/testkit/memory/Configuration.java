package org.anfitrion.testkit.memory;

import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;

/** One version of a domain's configuration. Immutable. */
record Configuration(NativeText text, DomainSpec spec, String revision) {

    Described<DomainSpec> as(View view) {
        return new Described<>(view, spec, text.toString(), revision);
    }

    Configuration revised(String newRevision) {
        return new Configuration(text, spec, newRevision);
    }
}
