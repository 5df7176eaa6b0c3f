package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.driver.openvz.tool.VzList;
import org.anfitrion.driver.openvz.tool.VzListRow;
import org.anfitrion.spi.DomainRef;

/** Lists and looks up containers: one vzlist and one look at the configurations, whatever their number. Thread-safe. */
final class Inventory {

    static final Set<DomainField> EVERYTHING = Set.copyOf(EnumSet.allOf(DomainField.class));

    /** The words of vzlist for states: vzlist(8), and status words of OpenVZ 7's libvzctl. */
    private static final Map<String, DomainState> STATES = Map.of(
            "running", DomainState.RUNNING,
            "paused", DomainState.PAUSED,
            "frozen", DomainState.PAUSED,
            "stopping", DomainState.SHUTTING_DOWN,
            "stopped", DomainState.SHUT_OFF,
            "down", DomainState.SHUT_OFF,
            "mounted", DomainState.SHUT_OFF,
            "suspended", DomainState.SHUT_OFF);

    /** The number of the host itself. */
    private static final String HOST = "0";

    private final Containers containers;
    private final Translation translation;
    private final Runs runs;

    Inventory(Containers containers, Translation translation, Runs runs) {
        this.containers = containers;
        this.translation = translation;
        this.runs = runs;
    }

    /** The same for what has to be brought to its end, even if the session is closed meanwhile. */
    Inventory ungated() {
        return new Inventory(containers.ungated(), translation, runs);
    }

    Containers containers() {
        return containers;
    }

    /** A container: what vzlist and its configuration say of it, and what it runs with if it does. */
    record Container(String id, DomainStatus status, VeConfig config, VeConfig valid, VzListRow row) {

        boolean isActive() {
            return status.state().isActive();
        }

        boolean isPaused() {
            return status.state() == DomainState.PAUSED;
        }

        boolean isSaved() {
            return status.reason() == StateReason.SAVED;
        }

        String name() {
            return Keys.name(config, id);
        }
    }

    /** All containers, with more fields of vzlist's. */
    List<Container> look(Failure attempt, List<String> fields) {
        List<VzListRow> rows = VzList.all(containers.tools().to(attempt), attempt, fields);
        Map<String, VeConfig> configs =
                rows.isEmpty() ? Map.of() : containers.files().all(attempt);
        Map<String, Container> found = new LinkedHashMap<>();
        for (VzListRow row : rows) {
            if (!row.id().equals(HOST)) {
                found.put(row.id(), container(row, configs.getOrDefault(row.id(), VeConfig.empty())));
            }
        }
        return List.copyOf(found.values());
    }

    private Container container(VzListRow row, VeConfig config) {
        DomainState state = STATES.getOrDefault(row.status().toLowerCase(Locale.ROOT), DomainState.UNKNOWN);
        Optional<Runs.Run> run = runs.find(row.id());
        if (!state.isActive()) {
            boolean saved = row.status().equals("suspended");
            return new Container(
                    row.id(),
                    new DomainStatus(state, saved ? StateReason.SAVED : StateReason.UNKNOWN),
                    config,
                    config,
                    row);
        }
        VeConfig begun = run.map(Runs.Run::config).orElse(config);
        StateReason reason = run.map(Runs.Run::reason).orElse(StateReason.UNKNOWN);
        return new Container(
                row.id(),
                new DomainStatus(state, state == DomainState.PAUSED ? StateReason.REQUESTED : reason),
                config,
                begun,
                row);
    }

    List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        Failure attempt = Failure.to("list", "containers");
        containers.tools().gate().admit(attempt, false);
        List<DomainInfo> rows = new ArrayList<>();
        for (Container container : look(attempt, List.of())) {
            if (selects(filter, container)) {
                rows.add(info(container, wanted));
            }
        }
        return rows;
    }

    static boolean selects(DomainFilter filter, Container container) {
        boolean activity = filter.activity() == DomainFilter.Activity.ANY
                || (filter.activity() == DomainFilter.Activity.ACTIVE) == container.isActive();
        return activity && filter.persistence() != DomainFilter.Persistence.TRANSIENT;
    }

    DomainInfo info(Container container, Set<DomainField> wanted) {
        DomainInfo.Builder row = DomainInfo.of(new DomainId(container.id()), container.name());
        uuid(container).ifPresent(row::uuid);
        if (wanted.contains(DomainField.STATUS)) {
            row.status(container.status());
        }
        if (wanted.contains(DomainField.RESOURCES)) {
            row.resources(translation.cpus(container.valid()), translation.memory(container.valid()));
        }
        if (wanted.contains(DomainField.PERSISTENCE)) {
            row.persistence(true, container.config().isYes(Parameter.ONBOOT));
        }
        return row.build();
    }

    Optional<UUID> uuid(Container container) {
        return uuid(container.id(), container.config());
    }

    Optional<UUID> uuid(String id, VeConfig config) {
        return containers.dialect().uuid(id).or(() -> Keys.UUID.find(config).flatMap(Inventory::parsed));
    }

    private static Optional<UUID> parsed(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // somebody wrote something else there
        }
    }

    Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
        Failure attempt = Failure.to("look up", "container " + ref);
        containers.tools().gate().admit(attempt, false);
        return look(attempt, List.of()).stream()
                .filter(container -> is(container, ref))
                .findFirst()
                .map(container -> info(container, wanted));
    }

    private boolean is(Container container, DomainRef ref) {
        if (ref instanceof DomainRef.ById byId) {
            return container.id().equals(byId.id().key());
        }
        if (ref instanceof DomainRef.ByName byName) {
            return container.name().equals(byName.name());
        }
        return uuid(container).equals(Optional.of(((DomainRef.ByUuid) ref).uuid()));
    }

    /** A container as it is now. */
    Container container(String id, Failure attempt) {
        return find(id, attempt).orElseThrow(() -> Containers.notFound(attempt));
    }

    Optional<Container> find(String id, Failure attempt) {
        return look(attempt, List.of()).stream()
                .filter(container -> container.id().equals(id))
                .findFirst();
    }

    /** A row with all fields, as they are now. */
    DomainInfo row(String id, Failure attempt) {
        return info(container(id, attempt), EVERYTHING);
    }
}
