package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.CommandWords;

/**
 * Configuration files as they are (ctid.conf(5)), and the tools' own commands. A request has the words of a tool, see {@link CommandWords};
 * about a container, {@code {}} stands for its number or UUID, which comes after the first word if it is not named. {@code
 * beancounters} gives what {@link BeanCounter} reads. Thread-safe.
 */
final class NativeConfigurations implements NativeFacet {

    private static final String CONTAINER = "{}";
    private static final String COUNTERS = "beancounters";

    private final Containers containers;
    private final Inventory inventory;
    private final Definitions definitions;
    private final OpenVzStatistics statistics;

    NativeConfigurations(
            Containers containers, Inventory inventory, Definitions definitions, OpenVzStatistics statistics) {
        this.containers = containers;
        this.inventory = inventory;
        this.definitions = definitions;
        this.statistics = statistics;
    }

    @Override
    public DomainInfo define(String configuration) {
        VeConfig config = VeConfig.parse(configuration);
        Failure attempt = Failure.to("define", "a container from a configuration");
        containers.tools().gate().admit(attempt, true);
        String name = config.get(Parameter.NAME)
                .or(() -> Keys.NAME.find(config))
                .orElseThrow(() -> new InvalidSpecException(attempt.because("it has no NAME")));
        String template = config.get(Parameter.OSTEMPLATE)
                .orElseThrow(() -> new InvalidSpecException(attempt.because("it has no OSTEMPLATE")));
        UUID uuid = Keys.UUID
                .find(config)
                .filter(text -> text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString)
                .orElseGet(UUID::randomUUID);
        return definitions.make(
                name,
                uuid,
                template.startsWith(".") ? template.substring(1) : template,
                (sample, id) -> placed(config, sample),
                Progress.unwatched(),
                Failure.to("define", "container '" + name + "'"));
    }

    /** Where a new container's files are, its own configuration says: another's would be another's files. */
    private static VeConfig placed(VeConfig config, VeConfig sample) {
        VeConfig placed = config;
        for (String key : List.of("VE_ROOT", "VE_PRIVATE", "VEID", "UUID", "OSTEMPLATE")) {
            placed = placed.with(key, sample);
        }
        return placed;
    }

    @Override
    public DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration) {
        Failure attempt = containers.begin("redefine", id, true);
        VeConfig config = VeConfig.parse(configuration);
        try (Containers.Held held = containers.hold(id.key())) {
            Inventory.Container container = inventory.container(id.key(), attempt);
            if (base.view() != View.CONFIG) {
                throw InvalidSpecException.of("base", base.view(), "a configuration is redefined from the CONFIG view");
            }
            VeConfig now = containers.config(id, attempt);
            if (!Revision.of(now).equals(base.revision())) {
                throw new ConflictException(attempt.because("its configuration was changed since it was read"));
            }
            String name = Keys.name(config, id.key());
            if (!name.equals(container.name())) {
                throw InvalidSpecException.of("container name", name, "a redefinition cannot rename a container");
            }
            Optional<String> uuid = Keys.UUID.find(config);
            if (uuid.isPresent() && !uuid.equals(Keys.UUID.find(now))) {
                throw InvalidSpecException.of("UUID", uuid.get(), "a redefinition cannot change a container's UUID");
            }
            VeConfig kept = uuid.isPresent() ? config : Keys.UUID.set(config, Keys.UUID.find(now));
            definitions.save(id.key(), now, kept, container.isActive(), attempt);
            return inventory.row(id.key(), attempt);
        }
    }

    private List<String> channels() {
        return containers.dialect().namesByUuid()
                ? List.of("vzctl", "prlctl", "vzlist", COUNTERS)
                : List.of("vzctl", "vzlist", COUNTERS);
    }

    private void requireChannel(String channel, Failure attempt) {
        if (!channels().contains(channel)) {
            throw new UnsupportedCapabilityException(
                    attempt.because("there is no raw interface '" + channel + "', but " + channels()));
        }
    }

    @Override
    public String call(DomainId id, String channel, String request, Deadline deadline) {
        Failure attempt = containers.begin("call '" + channel + "' of", id, true);
        requireChannel(channel, attempt);
        inventory.container(id.key(), attempt);
        if (channel.equals(COUNTERS)) {
            return statistics.beanCounters(id, attempt);
        }
        List<String> words = new ArrayList<>(CommandWords.parse(request));
        if (!words.contains(CONTAINER)) {
            words.add(1, CONTAINER);
        }
        words.replaceAll(word -> word.equals(CONTAINER) ? id.key() : word);
        words.add(0, channel);
        return containers.tools().to(attempt).changing().until(deadline).run(containers.dialect(), words);
    }

    @Override
    public String call(String channel, String request, Deadline deadline) {
        Failure attempt = Failure.to("call '" + channel + "' of", "the host");
        containers.tools().gate().admit(attempt, true);
        requireChannel(channel, attempt);
        if (channel.equals(COUNTERS)) {
            throw new UnsupportedCapabilityException(attempt.because("counters are of a container, not of the host"));
        }
        List<String> words = new ArrayList<>(CommandWords.parse(request));
        words.add(0, channel);
        return containers.tools().to(attempt).changing().until(deadline).run(containers.dialect(), words);
    }
}
