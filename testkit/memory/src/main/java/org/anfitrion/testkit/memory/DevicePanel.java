package org.anfitrion.testkit.memory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.spi.support.DeviceLists;

/** The devices of one domain in some scopes: what is done is done in all of them or in none. Used under the host's lock only. */
final class DevicePanel {

    private final HostModel model;
    private final MemoryDomain domain;
    private final Call call;
    private final Map<Scope, Configuration> present = new EnumMap<>(Scope.class);

    DevicePanel(HostModel model, MemoryDomain domain, Set<Scope> scopes, Call call) {
        this.model = model;
        this.domain = domain;
        this.call = call;
        if (scopes.isEmpty()) {
            throw new InvalidSpecException(call.failure("no scope is named"));
        }
        scopes.forEach(scope -> present.put(scope, configuration(scope)));
    }

    private Configuration configuration(Scope scope) {
        Configuration found =
                switch (scope) {
                    case CONFIG -> domain.config;
                    case LIVE -> domain.isActive() ? domain.live : null;
                };
        if (found == null) {
            throw new InvalidStateException(call.failure(
                    scope == Scope.CONFIG
                            ? "it is transient, and has no configuration that is kept"
                            : "it is " + domain.state() + ", so nothing of it is live"));
        }
        return found;
    }

    /** Plugs in. */
    DeviceSpec add(DeviceSpec device) {
        device.key().filter(key -> isIn(key).stream().anyMatch(there -> there)).ifPresent(key -> {
            throw new AlreadyExistsException(call.failure("it has a " + key + " already"));
        });
        DeviceSpec full = complete(device);
        apply(spec -> DeviceLists.with(spec, full));
        return full;
    }

    /** Plugs out. */
    void remove(DeviceKey key) {
        require(key);
        apply(spec -> DeviceLists.without(spec, key));
    }

    /** Returns the device as each scope has it; the running domain's is the last. */
    List<DeviceSpec> require(DeviceKey key) {
        List<DeviceSpec> found = new ArrayList<>();
        present.forEach((scope, configuration) -> found.add(DeviceLists.find(configuration.spec(), key)
                .orElseThrow(() -> new NotFoundException(
                        call.failure("it has no " + key + (scope == Scope.LIVE ? " while it runs" : ""))))));
        return found;
    }

    /** Changes a device that stays. */
    DeviceSpec change(DeviceKey key, DeviceSpec wanted) {
        require(key);
        DeviceSpec keyed = DeviceLists.keyed(key, wanted);
        apply(spec -> DeviceLists.replaced(spec, key, keyed));
        List<DeviceSpec> now = present.values().stream()
                .map(configuration -> DeviceLists.find(configuration.spec(), key))
                .flatMap(Optional::stream)
                .toList();
        return now.get(now.size() - 1);
    }

    private List<Boolean> isIn(DeviceKey key) {
        return present.values().stream()
                .map(configuration ->
                        DeviceLists.find(configuration.spec(), key).isPresent())
                .toList();
    }

    /** Chooses what is left open; a key is free in all scopes. */
    private DeviceSpec complete(DeviceSpec device) {
        DomainSpec all = DeviceLists.union(
                present.values().stream().map(Configuration::spec).toList());
        DomainSpec full = model.completion().complete(DeviceLists.with(all, device));
        if (device instanceof DiskSpec) {
            return full.disks().get(full.disks().size() - 1);
        } else if (device instanceof NicSpec) {
            return full.nics().get(full.nics().size() - 1);
        }
        List<FilesystemSpec> filesystems = full.filesystems();
        return filesystems.get(filesystems.size() - 1);
    }

    private void apply(UnaryOperator<DomainSpec> change) {
        Map<Scope, Revision> revisions = new EnumMap<>(Scope.class);
        present.forEach((scope, configuration) -> revisions.put(
                scope, Revision.between(configuration, change.apply(configuration.spec()), model.completion())));
        revisions.forEach((scope, revision) -> {
            Configuration changed = new Configuration(revision.text(), revision.spec(), model.newRevision());
            present.put(scope, changed);
            if (scope == Scope.LIVE) {
                domain.live = changed;
            } else {
                domain.config = changed;
                model.announcements().tell(domain, Change.DEFINED, "updated");
            }
        });
    }
}
