package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.DeviceEvent;
import org.anfitrion.api.event.MediumEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.DeviceLists;

/** The device facet of a session in memory. */
final class MemoryDevice implements DeviceFacet {

    private final MemorySession session;

    MemoryDevice(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    @Override
    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
        Call call = call(Operation.DEVICE_ATTACH, id, attaching(device), scopes).watchedBy(progress);
        return session.perform(call, () -> {
            requireConfigurable(scopes, call);
            MemoryDomain domain = model().inventory().require(id, Operation.DEVICE_ATTACH);
            DeviceSpec added = new DevicePanel(model(), domain, scopes, call).add(device);
            if (scopes.contains(Scope.LIVE)) {
                tell(domain, added.key().orElseThrow(), DeviceEvent.Change.ADDED);
            }
            return added;
        });
    }

    @Override
    public void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline) {
        Call call = call(Operation.DEVICE_DETACH, id, attaching(key), scopes).until(deadline);
        session.perform(
                call,
                () -> {
                    requireConfigurable(scopes, call);
                    MemoryDomain domain = model().inventory().require(id, Operation.DEVICE_DETACH);
                    new DevicePanel(model(), domain, scopes, call).require(key);
                    return scopes.contains(Scope.LIVE) ? model().guests().release(domain.name) : Duration.ZERO;
                },
                wait -> session.awaitGuests(wait, call),
                waited -> {
                    MemoryDomain domain = model().inventory().require(id, Operation.DEVICE_DETACH);
                    new DevicePanel(model(), domain, scopes, call).remove(key);
                    if (scopes.contains(Scope.LIVE)) {
                        tell(domain, key, DeviceEvent.Change.REMOVED);
                    }
                    return true;
                });
    }

    @Override
    public DeviceSpec change(DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress) {
        Call call = session.call(Operation.DEVICE_CHANGE, id).watchedBy(progress);
        return session.perform(call, () -> {
            requireConfigurable(scopes, call);
            MemoryDomain domain = model().inventory().require(id, Operation.DEVICE_CHANGE);
            DevicePanel panel = new DevicePanel(model(), domain, scopes, call);
            if (!scopes.contains(Scope.LIVE)) {
                return panel.change(key, wanted);
            }
            DeviceSpec before = DeviceLists.find(domain.spec(), key)
                    .orElseGet(() -> panel.require(key).get(0));
            requireChangeable(before, wanted, call);
            DeviceSpec after = panel.change(key, wanted);
            model().networks().follow(domain);
            if (before instanceof DiskSpec old
                    && after instanceof DiskSpec now
                    && !old.source().equals(now.source())) {
                model().announcements()
                        .announce(new MediumEvent(
                                domain.id,
                                domain.name,
                                now.target().orElseThrow(),
                                MediumEvent.Change.CHANGED,
                                file(now.source()),
                                model().announcements().now()));
            }
            return after;
        });
    }

    private Call call(Operation operation, DomainId id, Feature live, Set<Scope> scopes) {
        return session.call(operation, id).needing(scopes.contains(Scope.LIVE) ? live : Feature.UPDATE_CONFIG);
    }

    private void requireConfigurable(Set<Scope> scopes, Call call) {
        if (scopes.contains(Scope.CONFIG)) {
            require(Feature.UPDATE_CONFIG, call);
        }
    }

    private void require(Feature feature, Call call) {
        model().missing(feature).ifPresent(reason -> {
            throw new UnsupportedCapabilityException(call.failure(reason));
        });
    }

    private static Feature attaching(DeviceSpec device) {
        if (device instanceof FilesystemSpec) {
            return Feature.ATTACH_FILESYSTEM;
        }
        return device instanceof NicSpec ? Feature.ATTACH_NIC : Feature.ATTACH_DISK;
    }

    private static Feature attaching(DeviceKey key) {
        if (key instanceof DeviceKey.Filesystem) {
            return Feature.ATTACH_FILESYSTEM;
        }
        return key instanceof DeviceKey.Nic ? Feature.ATTACH_NIC : Feature.ATTACH_DISK;
    }

    /** What a running machine can change: the medium of a drive that has media, limits, and where a card's cable ends. */
    private void requireChangeable(DeviceSpec before, DeviceSpec wanted, Call call) {
        EnumSet<Feature> needed = EnumSet.noneOf(Feature.class);
        boolean fits = false;
        if (before instanceof DiskSpec old && wanted instanceof DiskSpec now) {
            boolean otherMedium =
                    !old.source().equals(now.source()) || !old.format().equals(now.format());
            fits = (!otherMedium || old.device() != DiskDevice.DISK)
                    && old.device() == now.device()
                    && old.readOnly() == now.readOnly()
                    && old.serial().equals(now.serial())
                    && now.bus().or(old::bus).equals(old.bus());
            addIf(needed, Feature.CHANGE_MEDIUM, otherMedium);
            addIf(needed, Feature.DISK_LIMITS, !old.limits().equals(now.limits()));
        } else if (before instanceof NicSpec old && wanted instanceof NicSpec now) {
            fits = now.model().or(old::model).equals(old.model());
            addIf(needed, Feature.LINK_STATE, old.linkUp() != now.linkUp());
            addIf(needed, Feature.NIC_BANDWIDTH, !old.bandwidth().equals(now.bandwidth()));
            addIf(needed, Feature.UPDATE_LIVE, !old.source().equals(now.source()));
        } else if (before instanceof FilesystemSpec) {
            fits = before.equals(wanted);
        } else {
            return; // Another kind of device: the panel says so.
        }
        if (!fits) {
            throw new UnsupportedCapabilityException(call.failure(
                    "only the medium and limits of a drive, and the link, source and bandwidth of a card change while it"
                            + " stays plugged in"));
        }
        needed.forEach(feature -> require(feature, call));
    }

    private static void addIf(Set<Feature> needed, Feature feature, boolean condition) {
        if (condition) {
            needed.add(feature);
        }
    }

    private void tell(MemoryDomain domain, DeviceKey key, DeviceEvent.Change change) {
        String word = key instanceof DeviceKey.Disk disk
                ? disk.target()
                : key instanceof DeviceKey.Nic nic ? nic.mac().text() : ((DeviceKey.Filesystem) key).target();
        model().networks().follow(domain);
        model().announcements()
                .announce(new DeviceEvent(
                        domain.id,
                        domain.name,
                        word,
                        change,
                        model().announcements().now()));
    }

    private static Optional<String> file(DiskSource source) {
        return source instanceof DiskSource.File file ? Optional.of(file.path()) : Optional.empty();
    }
}
