package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;
import org.anfitrion.spi.support.SpecFeatures;

/** Makes containers, describes and removes them. Thread-safe. */
final class Definitions {

    /** Numbers up to 100 are OpenVZ's own (vzctl(8)). */
    private static final int FIRST = 101;

    private static final int TRIES = 20;

    /** Whoever makes a container looks first whether its name is free. */
    static final String MAKING = "making";

    private final Containers containers;
    private final Inventory inventory;
    private final Translation translation;
    private final Demands demands;
    private final Features features;
    private final SavedStates saved;

    Definitions(
            Containers containers,
            Inventory inventory,
            Translation translation,
            Demands demands,
            Features features,
            SavedStates saved) {
        this.containers = containers;
        this.inventory = inventory;
        this.translation = translation;
        this.demands = demands;
        this.features = features;
        this.saved = saved;
    }

    DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
        Failure attempt = Failure.to("define", "container '" + spec.name() + "'");
        containers.tools().gate().admit(attempt, true);
        if (creation != Creation.DEFINE) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_TRANSIENT));
        }
        demands.check(spec, attempt);
        check(spec, attempt);
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        return make(
                spec.name(),
                uuid,
                Demands.template(spec).orElseThrow(),
                (config, id) -> translation.create(config, id, spec),
                progress,
                attempt);
    }

    /** Says what a new container's configuration is, given the sample's. */
    @FunctionalInterface
    interface Content {
        VeConfig of(VeConfig sample, String id);
    }

    DomainInfo make(String name, UUID uuid, String template, Content content, Progress progress, Failure attempt) {
        Demands.checkTemplate(template, attempt);
        try (Containers.Held held = containers.hold(MAKING)) {
            List<Inventory.Container> all = inventory.look(attempt, List.of());
            checkFree(name, Optional.of(uuid), all, attempt);
            String id = create(name, uuid, template, all, progress, attempt);
            try {
                VeConfig sample = containers.config(new DomainId(id), attempt);
                VeConfig wanted = content.of(sample, id);
                if (containers.dialect().uuid(id).isEmpty()) {
                    wanted = Keys.UUID.set(wanted, Optional.of(uuid.toString()));
                }
                save(id, sample, wanted, false, attempt);
                if (progress.cancelled()) {
                    throw new OperationCancelledException(attempt.because("it was cancelled"));
                }
                return inventory.row(id, attempt);
            } catch (HypervisorException e) {
                undo(id, attempt, e);
                throw e;
            }
        }
    }

    private String create(
            String name,
            UUID uuid,
            String template,
            List<Inventory.Container> all,
            Progress progress,
            Failure attempt) {
        if (containers.dialect().namesByUuid()) {
            String plain = Keys.isPlainName(name) ? name : "ct-" + uuid;
            create(uuid.toString(), plain, template, progress, attempt);
            return uuid.toString();
        }
        int number = all.stream()
                .map(Inventory.Container::id)
                .filter(id -> id.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .map(taken -> taken + 1)
                .reduce(FIRST, Math::max);
        for (int tries = 1; ; tries++) {
            String id = Integer.toString(number++);
            try {
                create(id, name, template, progress, attempt);
                return id;
            } catch (AlreadyExistsException e) {
                if (tries == TRIES) {
                    throw e; // somebody else takes every number, or private areas without configurations are left
                }
            }
        }
    }

    private void create(String id, String name, String template, Progress progress, Failure attempt) {
        try {
            containers
                    .tools()
                    .to(attempt)
                    .changing()
                    .watchedBy(progress)
                    .run(containers.dialect(), containers.dialect().create(id, name, template));
        } catch (OperationCancelledException e) {
            undo(id, attempt, e);
            throw e;
        }
    }

    /** Whatever of a container is there already, it is not whole. */
    private void undo(String id, Failure attempt, HypervisorException why) {
        try {
            containers.change(containers.dialect().words(Verb.DESTROY, id), attempt);
        } catch (NotFoundException e) {
            // nothing had been made yet
        } catch (HypervisorException e) {
            why.addSuppressed(e);
        }
    }

    /** Refuses a name or UUID that somebody has. */
    void checkFree(String name, Optional<UUID> uuid, List<Inventory.Container> all, Failure attempt) {
        for (Inventory.Container other : all) {
            if (other.name().equals(name)) {
                throw new AlreadyExistsException(attempt.because("container " + other.id() + " has that name"));
            }
            if (uuid.isPresent() && inventory.uuid(other).equals(uuid)) {
                throw new AlreadyExistsException(
                        attempt.because("container " + other.id() + " has the UUID " + uuid.get()));
            }
        }
    }

    /**
     * Keeps a configuration. What vzctl has an option for it sets itself, so that its checks and its own records hold; of a running
     * container it would change that too, which a change of the configuration alone must not.
     */
    void save(String id, VeConfig from, VeConfig to, boolean running, Failure attempt) {
        List<String> words = new ArrayList<>(List.of("vzctl", "set", id));
        for (Parameter parameter : Setting.OPTIONS) {
            Optional<String> value = to.get(parameter.key());
            if (value.isPresent() && !value.equals(from.get(parameter.key()))) {
                words.addAll(List.of(parameter.option(), value.get()));
            }
        }
        boolean bySet = words.size() > 3 && !running;
        if (bySet) {
            words.add("--save");
            containers.change(words, attempt);
        }
        VeConfig now = bySet ? containers.config(new DomainId(id), attempt) : from;
        if (!now.equals(to)) {
            containers.files().replace(id, to, attempt);
        }
    }

    /** Refuses what this driver has no part of. */
    void check(DomainSpec spec, Failure attempt) {
        for (Feature feature : SpecFeatures.needed(spec)) {
            Support support = features.support(feature, new Target.OfSpec(spec));
            if (support.isNo()) {
                throw new UnsupportedCapabilityException(attempt.because(feature.title() + ": " + support.reason()));
            }
        }
    }

    Described<DomainSpec> read(DomainId id, View view) {
        Failure attempt = containers.begin("read", id, false);
        if (view == View.CONFIG) {
            return described(id.key(), view, containers.config(id, attempt));
        }
        return described(id.key(), view, live(id, attempt).valid());
    }

    private Described<DomainSpec> described(String id, View view, VeConfig config) {
        DomainSpec spec = translation.read(id, config, inventory.uuid(id, config));
        return new Described<>(view, spec, config.text(), Revision.of(config));
    }

    Inventory.Container live(DomainId id, Failure attempt) {
        Inventory.Container container = inventory.container(id.key(), attempt);
        if (!container.isActive()) {
            throw new InvalidStateException(attempt.because("the container does not run"));
        }
        return container;
    }

    void autostart(DomainId id, boolean on) {
        Failure attempt = containers.begin("set autostart of", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            VeConfig config = containers.config(id, attempt);
            if (config.isYes(Parameter.ONBOOT) != on) {
                boolean running = inventory.container(id.key(), attempt).isActive();
                save(id.key(), config, config.with(Parameter.ONBOOT, on ? "yes" : "no"), running, attempt);
            }
        }
    }

    void remove(DomainId id, Set<Leftover> alsoDelete) {
        Failure attempt = containers.begin("remove", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            Inventory.Container container = inventory.container(id.key(), attempt);
            if (container.isActive()) {
                throw new InvalidStateException(attempt.because("the container is active"));
            }
            if (container.isSaved()) {
                if (!alsoDelete.contains(Leftover.MANAGED_SAVE)) {
                    throw new InvalidStateException(attempt.because("its memory is saved, and would be lost"));
                }
                saved.drop(id.key(), attempt);
            }
            if (container.row().status().equals("mounted")) {
                containers.change(containers.dialect().words(Verb.UMOUNT, id.key()), attempt);
            }
            containers.change(containers.dialect().words(Verb.DESTROY, id.key()), attempt);
        }
    }
}
