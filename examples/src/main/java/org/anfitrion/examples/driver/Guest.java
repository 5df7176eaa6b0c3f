package org.anfitrion.examples.driver;

import java.util.Optional;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.spi.DomainRef;

/** A domain as the directory has it at one moment: it is kept, or it runs, or both. */
record Guest(DomainId id, Optional<Definition> kept, Optional<Run> run, boolean autostart) {

    DomainSpec spec() {
        return run.map(Run::live).or(() -> kept).orElseThrow().spec();
    }

    String title() {
        return "domain '" + spec().name() + "'";
    }

    DomainState state() {
        return run.flatMap(Run::state).orElse(DomainState.SHUT_OFF);
    }

    DomainInfo row() {
        DomainSpec spec = spec();
        return DomainInfo.of(id, spec.name())
                .uuid(spec.uuid().orElseThrow())
                .status(new DomainStatus(state(), StateReason.UNKNOWN))
                .resources(spec.cpus().current(), spec.memory().current())
                .persistence(kept.isPresent(), autostart)
                .build();
    }

    boolean isMeantBy(DomainRef ref) {
        if (ref instanceof DomainRef.ById byId) {
            return id.equals(byId.id());
        } else if (ref instanceof DomainRef.ByName byName) {
            return spec().name().equals(byName.name());
        }
        return ref instanceof DomainRef.ByUuid byUuid
                && id.key().equals(byUuid.uuid().toString());
    }

    boolean isSelectedBy(DomainFilter filter) {
        boolean activity =
                switch (filter.activity()) {
                    case ANY -> true;
                    case ACTIVE -> run.isPresent();
                    case INACTIVE -> run.isEmpty();
                };
        boolean persistence =
                switch (filter.persistence()) {
                    case ANY -> true;
                    case PERSISTENT -> kept.isPresent();
                    case TRANSIENT -> kept.isEmpty();
                };
        return activity && persistence;
    }
}
