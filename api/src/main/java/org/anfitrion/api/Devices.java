package org.anfitrion.api;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;

/**
 * The devices of a domain that can be plugged in and out: drives, network cards, files of the host. A handle: holds
 * nothing, and may be kept and shared.
 *
 * <pre>{@code
 * web.devices().attach(DiskSpec.volume("images", "data.qcow2", DiskFormat.QCOW2).target("vdb")).await();
 * web.devices().insert("sda", new DiskSource.File("/srv/install.iso"));
 * web.devices().detach(new DeviceKey.Disk("vdb")).await();
 * }</pre>
 */
public final class Devices {

    /** How long a guest has to let go of a device. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Domain domain;
    private final FacetHandle<DeviceFacet> facet;

    Devices(Domain domain) {
        this.domain = domain;
        this.facet = new FacetHandle<>(domain.host(), DeviceFacet.class);
    }

    /**
     * Lists the devices: of what runs if the domain is active, else of its configuration.
     *
     * @return the devices
     * @throws org.anfitrion.api.error.NotFoundException if the domain is gone
     */
    public List<DeviceSpec> list() {
        View view = domain.info().state().isActive() ? View.LIVE : View.CONFIG;
        return domain.describe(view).spec().devices();
    }

    /**
     * Plugs a device in, and waits until it is there.
     *
     * @param device what to plug in; what it leaves open is chosen by the driver
     * @param scopes where it is to take effect, all or nothing; none is wherever the domain is: in its configuration
     * if it has one, and in what runs if it runs
     * @return results in the device with its key; fails with {@link org.anfitrion.api.error.AlreadyExistsException}
     * if the domain has one of that key
     */
    public Job<DeviceSpec> attach(DeviceSpec device, Scope... scopes) {
        return facet.job(
                "devices.attach",
                feature(device),
                "attach " + device.key().map(Object::toString).orElse("a device") + " to",
                domain.toString(),
                (devices, progress) -> devices.attach(domain.id(), device, scopes(scopes), progress));
    }

    /**
     * Unplugs a device, and waits until the guest has let go: at most a minute.
     *
     * @param key which device
     * @param scopes where it is to take effect, all or nothing; none is wherever the domain is: in its configuration
     * if it has one, and in what runs if it runs
     * @return fails with {@link org.anfitrion.api.error.OperationTimeoutException} if the guest holds on to it
     */
    public Job<DeviceKey> detach(DeviceKey key, Scope... scopes) {
        return facet.job(
                "devices.detach", feature(key), "detach " + key + " from", domain.toString(), (devices, progress) -> {
                    devices.detach(domain.id(), key, scopes(scopes), Deadline.after(PATIENCE));
                    return key;
                });
    }

    /**
     * Changes a device that stays plugged in.
     *
     * @param key which device
     * @param wanted what it should be
     * @param scopes where it is to take effect, all or nothing; none is wherever the domain is: in its configuration
     * if it has one, and in what runs if it runs
     * @return the device as it is now
     * @throws org.anfitrion.api.error.NotFoundException if the domain has no such device
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if that cannot be changed without unplugging
     */
    public DeviceSpec change(DeviceKey key, DeviceSpec wanted, Scope... scopes) {
        return change(feature(key), key, wanted, scopes(scopes));
    }

    /**
     * Puts a medium into a drive, and takes out what was in it.
     *
     * @param target the drive, by the name of the device for the guest
     * @param medium where its content is
     * @throws org.anfitrion.api.error.NotFoundException if there is no such drive
     */
    public void insert(String target, DiskSource medium) {
        DeviceKey.Disk key = new DeviceKey.Disk(target);
        Set<Scope> scopes = usualScopes();
        DiskSpec drive = (DiskSpec) present(key, scopes);
        change(Feature.CHANGE_MEDIUM, key, drive.source(medium), scopes);
    }

    /**
     * Takes the medium out of a drive.
     *
     * @param target the drive, by the name of the device for the guest
     * @throws org.anfitrion.api.error.NotFoundException if there is no such drive
     */
    public void eject(String target) {
        insert(target, new DiskSource.Empty());
    }

    /**
     * Plugs a network card's cable in or out.
     *
     * @param card its address
     * @param up whether it is plugged in
     * @throws org.anfitrion.api.error.NotFoundException if there is no such card
     */
    public void link(MacAddress card, boolean up) {
        DeviceKey.Nic key = new DeviceKey.Nic(card);
        Set<Scope> scopes = usualScopes();
        change(Feature.LINK_STATE, key, ((NicSpec) present(key, scopes)).link(up), scopes);
    }

    /**
     * Limits how fast a drive is read and written.
     *
     * @param target the drive, by the name of the device for the guest
     * @param limits {@link IoLimits#NONE} takes them away
     * @throws org.anfitrion.api.error.NotFoundException if there is no such drive
     */
    public void limit(String target, IoLimits limits) {
        DeviceKey.Disk key = new DeviceKey.Disk(target);
        Set<Scope> scopes = usualScopes();
        change(Feature.DISK_LIMITS, key, ((DiskSpec) present(key, scopes)).limits(limits), scopes);
    }

    private DeviceSpec change(Feature feature, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes) {
        return facet.change(
                "devices.change",
                feature,
                devices -> devices.change(domain.id(), key, wanted, scopes, Progress.unwatched()));
    }

    private DeviceSpec present(DeviceKey key, Set<Scope> scopes) {
        View view = scopes.contains(Scope.LIVE) ? View.LIVE : View.CONFIG;
        return domain.describe(view).spec().devices().stream()
                .filter(device -> device.key().equals(Optional.of(key)))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        Failure.to("change", key + " of " + domain).because("the domain has no such device")));
    }

    private Set<Scope> scopes(Scope... asked) {
        return asked.length > 0 ? Set.of(asked) : usualScopes();
    }

    /** Where a change is expected to take effect: in what there is of the domain. */
    private Set<Scope> usualScopes() {
        DomainInfo row = domain.info();
        Set<Scope> all = EnumSet.noneOf(Scope.class);
        if (row.persistent()) {
            all.add(Scope.CONFIG);
        }
        if (row.state().isActive()) {
            all.add(Scope.LIVE);
        }
        return all;
    }

    private static Feature feature(DeviceSpec device) {
        if (device instanceof DiskSpec) {
            return Feature.ATTACH_DISK;
        }
        return device instanceof NicSpec ? Feature.ATTACH_NIC : Feature.ATTACH_FILESYSTEM;
    }

    private static Feature feature(DeviceKey key) {
        if (key instanceof DeviceKey.Disk) {
            return Feature.ATTACH_DISK;
        }
        return key instanceof DeviceKey.Nic ? Feature.ATTACH_NIC : Feature.ATTACH_FILESYSTEM;
    }
}
