package org.anfitrion.driver.lxc.liblxc;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.lxc.config.ContainerCard;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.config.Translation;
import org.anfitrion.driver.lxc.liblxc.wire.Container;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.DeviceLists;

/** Mounts and network cards plugged into containers and out of them. Thread-safe. */
final class Devices implements DeviceFacet {

    private final Containers containers;
    private final Inventory inventory;
    private final Definitions definitions;
    private final Translation translation;
    private final Features features;

    Devices(
            Containers containers,
            Inventory inventory,
            Definitions definitions,
            Translation translation,
            Features features) {
        this.containers = containers;
        this.inventory = inventory;
        this.definitions = definitions;
        this.translation = translation;
        this.features = features;
    }

    /**
     * What is to be changed in a scope.
     *
     * @param config the configuration
     * @param base what it says
     */
    private record View(LxcConfig config, DomainSpec base) {}

    /** The configurations of the scopes, all of which are there. */
    private Map<Scope, View> views(DomainId id, Set<Scope> scopes, Failure attempt) {
        DomainInfo row = inventory.row(id.key(), attempt);
        if (scopes.contains(Scope.CONFIG) && !row.persistent()) {
            throw new InvalidStateException(
                    attempt.because("the container is transient: it has no configuration to keep"));
        }
        Map<Scope, View> views = new EnumMap<>(Scope.class);
        for (Scope scope : scopes) {
            LxcConfig config = scope == Scope.LIVE ? definitions.live(id, attempt) : containers.config(id, attempt);
            views.put(scope, new View(config, translation.read(id.key(), config)));
        }
        return views;
    }

    private static <T> T at(Map<Scope, T> scopes, Scope scope) {
        return Objects.requireNonNull(scopes.get(scope));
    }

    private static Optional<DeviceSpec> find(View view, DeviceKey key) {
        return DeviceLists.find(view.base(), key);
    }

    @Override
    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
        Failure attempt = containers.begin("attach a device to", id, true);
        DeviceSpec keyed = keyed(device, attempt);
        DeviceKey key = keyed.key().orElseThrow();
        try (Containers.Held held = containers.hold(id.key())) {
            Map<Scope, View> views = views(id, scopes, attempt);
            if (views.values().stream().anyMatch(view -> find(view, key).isPresent())) {
                throw new AlreadyExistsException(attempt.because("it has " + key + " already"));
            }
            Map<Scope, LxcConfig> changed = changed(views, spec -> DeviceLists.with(spec, keyed), attempt);
            if (progress.cancelled()) {
                throw new OperationCancelledException(attempt.because("it was cancelled"));
            }
            if (scopes.contains(Scope.LIVE)) {
                plug(id, keyed, at(views, Scope.LIVE).config(), changed, attempt);
            } else {
                keep(id, changed, attempt);
            }
            return views(id, scopes, attempt).values().stream()
                    .flatMap(view -> find(view, key).stream())
                    .findFirst()
                    .orElse(keyed);
        }
    }

    /** What a device leaves open and has to be told by. */
    private static DeviceSpec keyed(DeviceSpec device, Failure attempt) {
        if (device instanceof DiskSpec) {
            throw new UnsupportedCapabilityException(attempt.because(Features.NO_DISKS));
        }
        if (device instanceof NicSpec nic && nic.mac().isEmpty()) {
            return nic.source() instanceof NicSource.HostInterface host
                            && nic.model().isEmpty()
                    ? nic.mac(LiveCards.address(host, attempt))
                    : nic.mac(Translation.address());
        }
        return device;
    }

    private Map<Scope, LxcConfig> changed(Map<Scope, View> views, UnaryOperator<DomainSpec> change, Failure attempt) {
        Map<Scope, LxcConfig> changed = new EnumMap<>(Scope.class);
        views.forEach((scope, view) -> {
            DomainSpec wanted = change.apply(view.base());
            definitions.check(wanted, attempt);
            features.demands().check(view.base(), wanted, attempt);
            LxcConfig config = scope == Scope.LIVE ? ContainerCard.named(view.config()) : view.config();
            changed.put(scope, translation.update(config, view.base(), wanted, attempt));
        });
        return changed;
    }

    private void plug(
            DomainId id, DeviceSpec device, LxcConfig before, Map<Scope, LxcConfig> changed, Failure attempt) {
        try (Container container = containers.toAct(id.key(), attempt)) {
            long init = init(container, attempt);
            if (device instanceof FilesystemSpec filesystem) {
                LiveMounts mounts = new LiveMounts(init, attempt);
                mounts.attach(filesystem);
                keepAll(id, before, changed, init, attempt, why -> mounts.undo(filesystem, why));
            } else if (device instanceof NicSpec nic) {
                LiveCards cards = new LiveCards(container, init, attempt);
                LiveCards.Names names = cards.attach(nic);
                LxcConfig live = at(changed, Scope.LIVE);
                ContainerCard card = card(live, nic);
                changed.put(Scope.LIVE, card.called(live, names.inside(), names.outside()));
                keepAll(
                        id,
                        before,
                        changed,
                        init,
                        attempt,
                        why -> cards.undo(card(at(changed, Scope.LIVE), nic), nic, why));
            }
        }
    }

    private static ContainerCard card(LxcConfig config, NicSpec nic) {
        return ContainerCard.of(config).stream()
                .filter(card -> card.mac().equals(nic.mac()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no card with the address of " + nic));
    }

    private static long init(Container container, Failure attempt) {
        return container
                .initPid()
                .orElseThrow(() -> new InvalidStateException(attempt.because("the container has ended")));
    }

    /** Writes all down, or nothing. */
    private void keepAll(
            DomainId id,
            LxcConfig before,
            Map<Scope, LxcConfig> changed,
            long init,
            Failure attempt,
            Consumer<HypervisorException> undo) {
        boolean told = false;
        try {
            containers.folder().keepChanged(id.key(), at(changed, Scope.LIVE), init, attempt);
            told = true;
            keep(id, changed, attempt);
        } catch (HypervisorException e) {
            undo.accept(e);
            if (told) {
                containers.folder().keepChanged(id.key(), before, init, attempt);
            }
            throw e;
        }
    }

    private void keep(DomainId id, Map<Scope, LxcConfig> changed, Failure attempt) {
        Optional.ofNullable(changed.get(Scope.CONFIG))
                .ifPresent(config -> containers.folder().replace(id.key(), config, attempt));
    }

    @Override
    public void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline) {
        Failure attempt = containers.begin("detach " + key + " from", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            Map<Scope, View> views = views(id, scopes, attempt);
            requirePresent(views, key, attempt);
            Map<Scope, LxcConfig> changed = changed(views, spec -> DeviceLists.without(spec, key), attempt);
            if (!scopes.contains(Scope.LIVE)) {
                keep(id, changed, attempt);
                return;
            }
            try (Container container = containers.toAct(id.key(), attempt)) {
                long init = init(container, attempt);
                View live = at(views, Scope.LIVE);
                DeviceSpec device = find(live, key).orElseThrow();
                if (device instanceof FilesystemSpec filesystem) {
                    new LiveMounts(init, attempt).detach(filesystem, deadline);
                } else if (device instanceof NicSpec nic) {
                    new LiveCards(container, init, attempt).detach(card(live.config(), nic), nic);
                }
                keep(id, changed, attempt);
                containers.folder().keepChanged(id.key(), at(changed, Scope.LIVE), init, attempt);
            }
        }
    }

    private static void requirePresent(Map<Scope, View> views, DeviceKey key, Failure attempt) {
        List<Scope> without = new ArrayList<>(views.keySet());
        without.removeIf(scope -> find(at(views, scope), key).isPresent());
        if (!without.isEmpty()) {
            throw new NotFoundException(attempt.because("it has no " + key + " in " + without));
        }
    }

    @Override
    public DeviceSpec change(DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress) {
        Failure attempt = containers.begin("change " + key + " of", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            Map<Scope, View> views = views(id, scopes, attempt);
            requirePresent(views, key, attempt);
            DeviceSpec keyed = DeviceLists.keyed(key, wanted);
            Map<Scope, LxcConfig> changed = changed(views, spec -> DeviceLists.replaced(spec, key, keyed), attempt);
            if (scopes.contains(Scope.LIVE)) {
                throw new UnsupportedCapabilityException(attempt.because(Features.NO_LIVE_CHANGE));
            }
            keep(id, changed, attempt);
            return keyed;
        }
    }
}
