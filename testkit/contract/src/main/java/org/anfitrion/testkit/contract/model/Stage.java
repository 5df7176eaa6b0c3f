package org.anfitrion.testkit.contract.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.testkit.contract.Broom;

/**
 * One of the two places where the same steps are taken: the domains of one run on one host. Not thread-safe.
 */
public final class Stage {

    static final Duration ENOUGH = Duration.ofSeconds(60);
    static final Set<DomainField> ALL = EnumSet.allOf(DomainField.class);

    private final Session session;
    private final Function<String, DomainSpec> plain;
    private final String run = "anfitrion" + UUID.randomUUID().toString().substring(0, 8) + "-life-";
    private final Map<Integer, DomainId> ids = new HashMap<>();

    Stage(Session session, Function<String, DomainSpec> plain) {
        this.session = session;
        this.plain = plain;
    }

    /**
     * Returns the domains of the host.
     *
     * @return the facet
     */
    public DomainFacet domains() {
        return session.domains();
    }

    String name(int slot) {
        return run + slot;
    }

    DomainSpec plain(int slot) {
        return plain.apply(name(slot));
    }

    String remember(int slot, DomainInfo row) {
        ids.put(slot, row.id());
        return line(row);
    }

    /** Does something to a slot's last domain, which may have gone; to none if there never was one. */
    String with(int slot, Function<DomainId, String> action) {
        DomainId id = ids.get(slot);
        return id == null ? "there never was one" : action.apply(id);
    }

    /** Takes a step; an exception of this library's is what came of it. */
    String take(Step step) {
        try {
            return step.on(this);
        } catch (HypervisorException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Whether the driver may refuse the step, and has done so. */
    boolean declined(Step step, String outcome) {
        return outcome.equals(UnsupportedCapabilityException.class.getSimpleName())
                && step.feature()
                        .map(feature ->
                                !session.support(feature, new Target.Host()).isYes())
                        .orElse(false);
    }

    /** What can be seen of a domain, without what is each backend's own. */
    String line(DomainInfo row) {
        return row.name().substring(row.name().lastIndexOf('-') + 1) + ": " + row.state() + ", " + row.cpus()
                + " CPUs, "
                + row.memory() + (row.persistent() ? ", persistent" : ", transient")
                + (row.autostart() ? ", autostart" : "");
    }

    String list(DomainFilter filter) {
        List<DomainInfo> rows = domains().list(filter, ALL);
        return rows.stream()
                .filter(row -> row.name().startsWith(run))
                .map(this::line)
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** Everything there is. */
    String view() {
        return list(DomainFilter.all());
    }

    /** Clears the stage for the next life. */
    List<String> clear() {
        ids.clear();
        return Broom.sweep(session, name -> name.startsWith(run));
    }

    void close() {
        session.close();
    }
}
