package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of devices: {@code DEV}. */
public interface DeviceContract extends Contract {

    /**
     * What was plugged in is there, in the scopes that were named and in no other.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_1)
    default void anAttachedDeviceIsInEachNamedScope(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        DomainId off = bench.define().id();
        sockets.eachKind(device -> {
            DeviceKey key = sockets.attached(off, device, EnumSet.of(Scope.CONFIG));
            assertEquals(Optional.of(true), sockets.has(off, key, View.CONFIG), "in the configuration");
        });
        DomainId on = bench.guest().id();
        sockets.eachKind(device -> {
            sockets.lent(on, device, EnumSet.of(Scope.LIVE), key -> {
                assertEquals(Optional.of(true), sockets.has(on, key, View.LIVE), "in what runs");
                assertEquals(Optional.of(false), sockets.has(on, key, View.CONFIG), "in the configuration, for LIVE");
            });
            sockets.lent(on, device, EnumSet.allOf(Scope.class), key -> {
                assertEquals(Optional.of(true), sockets.has(on, key, View.LIVE), "in what runs, for both");
                assertEquals(Optional.of(true), sockets.has(on, key, View.CONFIG), "in the configuration, for both");
            });
        });
    }

    /**
     * What was plugged out is gone.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_2)
    default void aDetachedDeviceIsGone(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        DomainId off = bench.define().id();
        DomainId on = bench.guest().id();
        sockets.eachKind(device -> {
            DeviceKey kept = sockets.attached(off, device, EnumSet.of(Scope.CONFIG));
            sockets.detached(off, kept, EnumSet.of(Scope.CONFIG));
            assertEquals(Optional.of(false), sockets.has(off, kept, View.CONFIG), "in the configuration");
            sockets.lent(on, device, EnumSet.allOf(Scope.class), key -> {
                sockets.detached(on, key, EnumSet.of(Scope.LIVE));
                assertEquals(Optional.of(false), sockets.has(on, key, View.LIVE), "in what runs");
                assertEquals(Optional.of(true), sockets.has(on, key, View.CONFIG), "in the configuration, for LIVE");
            });
        });
    }

    /**
     * A guest that holds on to a device keeps it.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_2)
    default void aDeviceThatTheGuestDoesNotLetGoStays(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        Consumer<String> stubborn = sockets.fixture()
                .stubborn()
                .orElseThrow(() -> Ruling.unknown("no guest that keeps its devices was given (DeviceFixture)"));
        DomainInfo row = bench.define();
        stubborn.accept(row.name());
        bench.power(row.id(), PowerAction.START);
        DeviceSpec device = sockets.fixture().devices().get(0).get();
        Set<Scope> both = EnumSet.allOf(Scope.class);
        DeviceKey key = sockets.attached(row.id(), device, both);
        assertThrows(
                OperationTimeoutException.class,
                () -> bench.perform(Sockets.feature(device), new Target.OfDomain(row.id()), () -> {
                    sockets.facet().detach(row.id(), key, both, Deadline.after(Duration.ofMillis(100)));
                    return true;
                }));
        assertEquals(Optional.of(true), sockets.has(row.id(), key, View.LIVE), "in what runs");
        assertEquals(Optional.of(true), sockets.has(row.id(), key, View.CONFIG), "in the configuration");
    }

    /**
     * A key is taken once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_3)
    default void aKeyIsNotTakenTwice(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        DomainId off = bench.define().id();
        DomainId on = bench.guest().id();
        sockets.eachKind(device -> {
            DeviceKey key = sockets.attached(off, device, EnumSet.of(Scope.CONFIG));
            sockets.refused(AlreadyExistsException.class, off, Sockets.keyed(device, key), EnumSet.of(Scope.CONFIG));
            sockets.lent(on, device, EnumSet.of(Scope.CONFIG), known -> {
                sockets.refused(
                        AlreadyExistsException.class, on, Sockets.keyed(device, known), EnumSet.allOf(Scope.class));
                assertEquals(Optional.of(false), sockets.has(on, known, View.LIVE), "in what runs");
            });
        });
    }

    /**
     * What is not there is not found.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_4)
    default void aDeviceThatIsNotThereIsNotFound(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        DomainId off = bench.define().id();
        DomainId on = bench.guest().id();
        sockets.eachKind(device -> {
            DeviceKey key = sockets.attached(off, device, EnumSet.of(Scope.CONFIG));
            DeviceSpec there = sockets.find(off, key, View.CONFIG).orElseThrow();
            sockets.detached(off, key, EnumSet.of(Scope.CONFIG));
            sockets.missing(off, key, there, EnumSet.of(Scope.CONFIG), Feature.UPDATE_CONFIG);
            sockets.missing(on, key, there, EnumSet.of(Scope.LIVE), Sockets.feature(device));
        });
    }

    /**
     * A change changes what it says.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_5)
    default void aChangeOfACardChangesNothingElse(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        NicSpec card = sockets.kind(NicSpec.class);
        DomainId off = sockets.withForeignContent(bench);
        DeviceKey key = sockets.attached(off, card, EnumSet.of(Scope.CONFIG));
        sockets.changes(
                off,
                key,
                device -> ((NicSpec) device).link(false),
                EnumSet.of(Scope.CONFIG),
                sockets.inConfig(Feature.LINK_STATE),
                device -> !((NicSpec) device).linkUp());
        DomainId on = bench.guest().id();
        sockets.lent(
                on,
                card,
                EnumSet.of(Scope.LIVE),
                live -> sockets.changes(
                        on,
                        live,
                        device -> ((NicSpec) device).link(false),
                        EnumSet.of(Scope.LIVE),
                        Feature.LINK_STATE,
                        device -> !((NicSpec) device).linkUp()));
    }

    /**
     * A limit is set, and nothing else is.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_5)
    default void aLimitIsSetOnADeviceThatStays(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        bench.each(EnumSet.of(Feature.DISK_LIMITS, Feature.NIC_BANDWIDTH), feature -> {
            boolean drive = feature == Feature.DISK_LIMITS;
            DomainId id = sockets.withForeignContent(bench);
            DeviceKey key = sockets.attached(
                    id, drive ? sockets.kind(DiskSpec.class) : sockets.kind(NicSpec.class), EnumSet.of(Scope.CONFIG));
            sockets.changes(
                    id, key, DeviceContract::limited, EnumSet.of(Scope.CONFIG), feature, DeviceContract::isLimited);
        });
    }

    private static DeviceSpec limited(DeviceSpec device) {
        return device instanceof DiskSpec disk
                ? disk.limits(new IoLimits(1 << 20, 2 << 20, 0, 0))
                : ((NicSpec) device).bandwidth(new Bandwidth(1_024_000, 2_048_000));
    }

    private static boolean isLimited(DeviceSpec device) {
        return device.equals(limited(device));
    }

    /**
     * A drive takes another medium and stays itself.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_5)
    default void aDriveTakesAnotherMedium(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        DiskSpec drive = sockets.fixture()
                .drive()
                .orElseThrow(() -> Ruling.unknown("no drive with a medium was given (DeviceFixture)"));
        DomainSpec spec = bench.spec().toBuilder().disk(drive).build();
        DomainId id = bench.define(spec).id();
        DeviceKey key = bench.read(id).spec().disks().stream()
                .filter(disk -> disk.device() == drive.device())
                .flatMap(disk -> disk.key().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the drive has no key"));
        bench.power(id, PowerAction.START);
        sockets.changes(
                id,
                key,
                device -> ((DiskSpec) device).source(sockets.fixture().medium()),
                EnumSet.of(Scope.LIVE),
                Feature.CHANGE_MEDIUM,
                device -> ((DiskSpec) device).source().equals(sockets.fixture().medium()));
    }

    /**
     * What cannot take effect in each named scope takes effect in none.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DEV_6)
    default void aScopeThatIsNotThereIsRefusedForAll(Bench bench) {
        Sockets sockets = Sockets.of(bench);
        DomainId off = bench.define().id();
        sockets.eachKind(device -> {
            sockets.refused(InvalidStateException.class, off, device, EnumSet.of(Scope.LIVE));
            sockets.refused(InvalidStateException.class, off, device, EnumSet.allOf(Scope.class));
        });
        DomainId fleeting = bench.create(bench.spec(), Creation.TRANSIENT).id();
        sockets.eachKind(device -> {
            sockets.refused(InvalidStateException.class, fleeting, device, EnumSet.of(Scope.CONFIG));
            sockets.refused(InvalidStateException.class, fleeting, device, EnumSet.allOf(Scope.class));
        });
    }
}
