package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;

/** Plugs in and out for the tests of devices. */
record Sockets(Bench bench, DeviceFacet facet, DeviceFixture fixture) {

    static Sockets of(Bench bench) {
        DeviceFacet facet = bench.facet(DeviceFacet.class, Feature.ATTACH_DISK);
        return new Sockets(bench, facet, bench.backend().fixture(DeviceFixture.class));
    }

    static Feature feature(DeviceSpec device) {
        if (device instanceof FilesystemSpec) {
            return Feature.ATTACH_FILESYSTEM;
        }
        return device instanceof NicSpec ? Feature.ATTACH_NIC : Feature.ATTACH_DISK;
    }

    /** What has to be asked for to change a configuration in some way: a no to the way is one here too. */
    Feature inConfig(Feature way) {
        return bench.session().support(way, new Target.Host()).isNo() ? way : Feature.UPDATE_CONFIG;
    }

    /** What has to be asked for; of two, the one that is refused. */
    private Feature feature(DeviceSpec device, Set<Scope> scopes) {
        boolean fixed = scopes.contains(Scope.CONFIG)
                && bench.session()
                        .support(Feature.UPDATE_CONFIG, new Target.Host())
                        .isNo();
        return fixed || !scopes.contains(Scope.LIVE) ? Feature.UPDATE_CONFIG : feature(device);
    }

    /** Tries something with a device of each kind. */
    void eachKind(Consumer<DeviceSpec> check) {
        List<? extends DeviceSpec> devices =
                fixture.devices().stream().map(Supplier::get).toList();
        bench.each(devices, check::accept);
    }

    <T extends DeviceSpec> T kind(Class<T> type) {
        return fixture.devices().stream()
                .map(Supplier::get)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> Ruling.unknown("no " + type.getSimpleName() + " was given (DeviceFixture)"));
    }

    DeviceKey attached(DomainId id, DeviceSpec device, Set<Scope> scopes) {
        DeviceSpec attached = bench.perform(
                feature(device, scopes),
                new Target.OfDomain(id),
                () -> facet.attach(id, device, scopes, Progress.unwatched()));
        return attached.key().orElseThrow(() -> new AssertionError("what was attached came back without a key"));
    }

    /** Plugs in, does something, and takes the device out of wherever it still is: others share the domain. */
    void lent(DomainId id, DeviceSpec device, Set<Scope> scopes, Consumer<DeviceKey> use) {
        DeviceKey key = attached(id, device, scopes);
        try {
            use.accept(key);
        } finally {
            for (Scope scope : Scope.values()) {
                if (find(id, key, scope == Scope.LIVE ? View.LIVE : View.CONFIG).isPresent()) {
                    detached(id, key, EnumSet.of(scope));
                }
            }
        }
    }

    void detached(DomainId id, DeviceKey key, Set<Scope> scopes) {
        facet.detach(id, key, scopes, Deadline.after(Bench.ENOUGH));
    }

    void refused(Class<? extends HypervisorException> type, DomainId id, DeviceSpec device, Set<Scope> scopes) {
        bench.questions()
                .refused(
                        type,
                        feature(device, scopes),
                        new Target.OfDomain(id),
                        () -> facet.attach(id, device, scopes, Progress.unwatched()));
    }

    void missing(DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Feature feature) {
        Target on = new Target.OfDomain(id);
        bench.questions()
                .refused(
                        NotFoundException.class,
                        feature,
                        on,
                        () -> facet.detach(id, key, scopes, Deadline.after(Bench.ENOUGH)));
        bench.questions()
                .refused(
                        NotFoundException.class,
                        feature,
                        on,
                        () -> facet.change(id, key, wanted, scopes, Progress.unwatched()));
    }

    Optional<DeviceSpec> find(DomainId id, DeviceKey key, View view) {
        return bench.domains().read(id, view).spec().devices().stream()
                .filter(device -> device.key().equals(Optional.of(key)))
                .findFirst();
    }

    Optional<Boolean> has(DomainId id, DeviceKey key, View view) {
        return Optional.of(find(id, key, view).isPresent());
    }

    static DeviceSpec keyed(DeviceSpec device, DeviceKey key) {
        if (device instanceof DiskSpec disk && key instanceof DeviceKey.Disk at) {
            return disk.target(at.target());
        }
        return device instanceof NicSpec nic && key instanceof DeviceKey.Nic at ? nic.mac(at.mac()) : device;
    }

    /** Defines a domain whose native configuration says more than a description can, where the language is known. */
    DomainId withForeignContent(Bench made) {
        DomainId plain = made.define().id();
        Optional<NativeDialect> dialect = made.backend().dialect();
        Optional<NativeFacet> language = made.session().facet(NativeFacet.class);
        if (dialect.isEmpty() || language.isEmpty()) {
            return plain;
        }
        String text = dialect.get().renamed(made.read(plain).nativeConfiguration(), made.name());
        return language.get().define(dialect.get().withUnknown(text)).id();
    }

    /** Changes a device, and sees that this changed and nothing else. */
    void changes(
            DomainId id,
            DeviceKey key,
            UnaryOperator<DeviceSpec> change,
            Set<Scope> scopes,
            Feature feature,
            Predicate<DeviceSpec> done) {
        View view = scopes.contains(Scope.LIVE) ? View.LIVE : View.CONFIG;
        Described<DomainSpec> before = bench.domains().read(id, view);
        DeviceSpec was = find(id, key, view).orElseThrow(() -> new AssertionError(key + " is not there"));
        DeviceSpec returned = bench.perform(
                feature,
                new Target.OfDomain(id),
                () -> facet.change(id, key, change.apply(was), scopes, Progress.unwatched()));
        assertTrue(done.test(returned), () -> "returned by change: " + returned);
        DeviceSpec is = find(id, key, view).orElseThrow(() -> new AssertionError(key + " is gone"));
        assertEquals(change.apply(was), is, "the device");
        Described<DomainSpec> after = bench.domains().read(id, view);
        assertEquals(others(before, key), others(after, key), "the other devices");
        bench.backend()
                .dialect()
                .ifPresent(dialect -> assertEquals(
                        dialect.hasUnknown(before.nativeConfiguration()),
                        dialect.hasUnknown(after.nativeConfiguration()),
                        "what only the native configuration says"));
    }

    private static List<DeviceSpec> others(Described<DomainSpec> described, DeviceKey key) {
        return described.spec().devices().stream()
                .filter(device -> !device.key().equals(Optional.of(key)))
                .toList();
    }
}
