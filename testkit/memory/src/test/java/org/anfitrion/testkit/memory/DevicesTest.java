package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.DeviceEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.MediumEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;

class DevicesTest {

    private static final Set<Scope> LIVE = EnumSet.of(Scope.LIVE);
    private static final Set<Scope> BOTH = EnumSet.allOf(Scope.class);

    private final GuestClock clock = GuestClock.manual();
    private final MemoryHypervisor host =
            MemoryHypervisor.builder().clock(clock).build();
    private final Bench bench = Bench.on(host);
    private final DeviceFacet devices = bench.session().facet(DeviceFacet.class).orElseThrow();

    private DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes) {
        return devices.attach(id, device, scopes, Progress.unwatched());
    }

    @Test
    void aKeyThatTheDriverChoosesIsFreeInBothScopes() {
        DomainId web = bench.started("web").id();
        attach(web, DiskSpec.file("/srv/a.img"), EnumSet.of(Scope.CONFIG));
        attach(web, DiskSpec.file("/srv/b.img").target("vdb"), LIVE);

        DeviceSpec chosen = attach(web, DiskSpec.file("/srv/c.img"), BOTH);

        assertEquals(Optional.of(new DeviceKey.Disk("vdc")), chosen.key());
    }

    @Test
    void aGuestTakesItsTimeToLetGo() throws Exception {
        host.guest("web").releaseDevicesAfter(Duration.ofSeconds(5));
        DomainId web = bench.started("web").id();
        DeviceKey key = attach(web, NicSpec.userMode(), LIVE).key().orElseThrow();
        CompletableFuture<Void> caller = CompletableFuture.runAsync(() -> devices.detach(web, key, LIVE, Bench.soon()));
        Bench.await(() -> host.calls(Operation.DEVICE_DETACH) == 1);

        clock.advance(Duration.ofSeconds(4));
        assertEquals(1, live(web).nics().size());
        Bench.await(() -> {
            clock.advance(Duration.ofSeconds(1));
            return caller.isDone();
        });

        caller.get(10, TimeUnit.SECONDS);
        assertEquals(List.of(), live(web).nics());
    }

    @Test
    void aGuestThatKeepsItsDevicesKeepsThemInBothScopes() {
        host.guest("web").keepDevices();
        DomainId web = bench.started("web").id();
        DeviceKey key = attach(web, DiskSpec.file("/srv/a.img"), BOTH).key().orElseThrow();

        assertThrows(
                OperationTimeoutException.class,
                () -> devices.detach(web, key, BOTH, Deadline.after(Duration.ofMillis(20))));

        assertEquals(1, live(web).disks().size());
        assertEquals(1, bench.config(web).spec().disks().size());
    }

    @Test
    void subscribersHearOfDevicesAndMedia() {
        DomainSpec spec = Bench.spec("web").toBuilder()
                .disk(DiskSpec.emptyCdrom().target("sda"))
                .build();
        DomainId web = bench.create(spec, Creation.DEFINE).id();
        bench.power(web, PowerAction.START);
        List<HypervisorEvent> heard = new CopyOnWriteArrayList<>();
        bench.session().facet(EventFacet.class).orElseThrow().subscribe(new Listener(heard));

        DeviceKey key = attach(web, DiskSpec.file("/srv/a.img"), LIVE).key().orElseThrow();
        devices.detach(web, key, LIVE, Bench.soon());
        devices.change(
                web, new DeviceKey.Disk("sda"), DiskSpec.cdrom(Path.of("/srv/cd.iso")), LIVE, Progress.unwatched());

        assertEquals(
                List.of("ADDED vda", "REMOVED vda", "CHANGED sda /srv/cd.iso"),
                heard.stream().map(DevicesTest::word).toList());
    }

    private static String word(HypervisorEvent event) {
        if (event instanceof DeviceEvent device) {
            return device.change() + " " + device.device();
        }
        return event instanceof MediumEvent medium
                ? medium.change() + " " + medium.device() + " "
                        + medium.source().orElse("")
                : event.toString();
    }

    @Test
    void whatAMachineCannotChangeWhileItRunsIsRefusedInBothScopes() {
        DomainId web = bench.started("web").id();
        DiskSpec disk = (DiskSpec) attach(web, DiskSpec.file("/srv/a.img"), BOTH);
        DeviceKey key = disk.key().orElseThrow();

        assertThrows(
                UnsupportedCapabilityException.class,
                () -> devices.change(web, key, disk.serial("4711"), BOTH, Progress.unwatched()));
        assertThrows(
                InvalidSpecException.class,
                () -> devices.change(web, key, disk.target("vdz"), EnumSet.of(Scope.CONFIG), Progress.unwatched()));

        assertEquals(List.of(disk), bench.config(web).spec().disks());
        devices.change(web, key, disk.serial("4711"), EnumSet.of(Scope.CONFIG), Progress.unwatched());
        assertEquals(List.of(disk.serial("4711")), bench.config(web).spec().disks());
    }

    @Test
    void aHostWithoutLinkStatesRefusesToPullACable() {
        MemoryHypervisor fixed = MemoryHypervisor.builder()
                .without(Feature.LINK_STATE, "glued in")
                .build();
        Bench there = Bench.on(fixed);
        DeviceFacet facet = there.session().facet(DeviceFacet.class).orElseThrow();
        DomainId web = there.started("web").id();
        NicSpec nic = (NicSpec) facet.attach(web, NicSpec.userMode(), LIVE, Progress.unwatched());

        UnsupportedCapabilityException refused = assertThrows(
                UnsupportedCapabilityException.class,
                () -> facet.change(web, nic.key().orElseThrow(), nic.link(false), LIVE, Progress.unwatched()));

        assertTrue(refused.getMessage().contains("glued in"), refused::getMessage);
    }

    private DomainSpec live(DomainId id) {
        return bench.session().domains().read(id, View.LIVE).spec();
    }
}
