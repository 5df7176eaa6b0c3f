package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.event.BalloonEvent;
import org.anfitrion.api.event.BlockJobEvent;
import org.anfitrion.api.event.BlockThresholdEvent;
import org.anfitrion.api.event.ControlErrorEvent;
import org.anfitrion.api.event.DeviceEvent;
import org.anfitrion.api.event.DomainClockEvent;
import org.anfitrion.api.event.DomainEvent;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainRebootEvent;
import org.anfitrion.api.event.EventsLost;
import org.anfitrion.api.event.GuestAgentEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.IoErrorEvent;
import org.anfitrion.api.event.JobCompletedEvent;
import org.anfitrion.api.event.MediumEvent;
import org.anfitrion.api.event.MemoryDeviceEvent;
import org.anfitrion.api.event.MemoryFailureEvent;
import org.anfitrion.api.event.MetadataEvent;
import org.anfitrion.api.event.MigrationIterationEvent;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.api.event.NodeDeviceEvent;
import org.anfitrion.api.event.PoolEvent;
import org.anfitrion.api.event.PowerManagementEvent;
import org.anfitrion.api.event.Resynchronize;
import org.anfitrion.api.event.SecretEvent;
import org.anfitrion.api.event.TuningEvent;
import org.anfitrion.api.event.ViewerEvent;
import org.anfitrion.api.event.WatchdogEvent;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventKindsTest {

    private static final DomainId WEB = new DomainId("42");
    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");
    private static final DataSize SIZE = DataSize.gibibytes(1);
    private static final Optional<String> IMAGE = Optional.of("/srv/web.img");

    private static final List<HypervisorEvent> ALL = List.of(
            new DomainLifecycleEvent(WEB, "web", DomainLifecycleEvent.Change.PM_SUSPENDED, "memory", AT),
            new DomainRebootEvent(WEB, "web", AT),
            new DomainClockEvent(WEB, "web", Duration.ofSeconds(-3), AT),
            new WatchdogEvent(WEB, "web", "reset", AT),
            new IoErrorEvent(WEB, "web", "/srv/web.img", "vda", "pause", "enospc", AT),
            new ControlErrorEvent(WEB, "web", AT),
            new ViewerEvent(WEB, "web", ViewerEvent.Phase.CONNECTED, "192.0.2.1", AT),
            new BlockJobEvent(WEB, "web", "vda", BlockJobKind.values()[0], BlockJobEvent.Outcome.READY, AT),
            new MediumEvent(WEB, "web", "sda", MediumEvent.Change.CHANGED, IMAGE, AT),
            new PowerManagementEvent(WEB, "web", PowerManagementEvent.Change.WOKEN, AT),
            new BalloonEvent(WEB, "web", SIZE, AT),
            new DeviceEvent(WEB, "web", "net1", DeviceEvent.Change.REMOVAL_FAILED, AT),
            new TuningEvent(WEB, "web", Map.of("cpu_shares", "512"), AT),
            new GuestAgentEvent(WEB, "web", true, "channel", AT),
            new MigrationIterationEvent(WEB, "web", 3, AT),
            new JobCompletedEvent(WEB, "web", Map.of("time_elapsed", "12"), AT),
            new MetadataEvent(WEB, "web", "title", Optional.empty(), AT),
            new BlockThresholdEvent(WEB, "web", "vda", IMAGE, SIZE, SIZE, AT),
            new MemoryFailureEvent(WEB, "web", "guest", "inject", AT),
            new MemoryDeviceEvent(WEB, "web", "virtiomem0", SIZE, AT),
            new NetworkEvent("lab", NetworkEvent.Change.UPDATED, AT),
            new PoolEvent("images", PoolEvent.Change.DEFINED, AT),
            new SecretEvent(new SecretId(new UUID(0, 1).toString()), SecretEvent.Change.DEFINED, AT),
            new NodeDeviceEvent("pci_0000_00_02_0", NodeDeviceEvent.Change.CREATED, AT),
            new Resynchronize("a test says so"));

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);
    private final RecordingSink sink = new RecordingSink();

    @BeforeEach
    void subscribe() {
        bench.session().facet(EventFacet.class).orElseThrow().subscribe(sink);
    }

    @Test
    void everyKindOfEventThatATestMakesReachesASubscriberInOrder() {
        ALL.forEach(host::announce);
        assertEquals(ALL, sink.all);
        host.announce(new EventsLost(OptionalLong.of(3), "the queue was full"));
        assertEquals(List.of("lost 3: the queue was full"), sink.others);
    }

    @Test
    void noKindIsLeftOut() {
        Set<Class<?>> kinds = Stream.of(HypervisorEvent.class, DomainEvent.class)
                .flatMap(parent -> Arrays.stream(parent.getPermittedSubclasses()))
                .filter(kind -> !kind.isInterface() && kind != EventsLost.class)
                .collect(Collectors.toSet());
        assertEquals(kinds, ALL.stream().map(Object::getClass).collect(Collectors.toSet()));
    }

    @Test
    void theLifeOfANetworkIsTold() {
        NetworkFacet networks = bench.session().facet(NetworkFacet.class).orElseThrow();
        networks.define(NetworkSpec.isolated("lab"));
        networks.start("lab");
        networks.stop("lab");
        networks.remove("lab");
        assertEquals(
                List.of("lab DEFINED", "lab STARTED", "lab STOPPED", "lab UNDEFINED"),
                sink.all.stream()
                        .map(NetworkEvent.class::cast)
                        .map(event -> event.network() + " " + event.change())
                        .toList());
    }

    @Test
    void aRebootIsToldWhoeverBeganIt() {
        DomainId id = bench.started("web").id();
        sink.all.clear();
        bench.power(id, PowerAction.RESET);
        bench.power(id, PowerAction.REBOOT);
        assertEquals(
                List.of(DomainRebootEvent.class, DomainRebootEvent.class),
                sink.all.stream().map(Object::getClass).toList());
        assertTrue(sink.all.stream()
                .allMatch(event -> ((DomainEvent) event).domain().equals(id)));
    }

    @Test
    void aGuestWithOtherMemoryOrAnotherTitleIsTold() {
        DomainId id = bench.started("web").id();
        Described<DomainSpec> base = bench.session().domains().read(id, View.LIVE);
        DomainSpec wanted = base.spec().toBuilder()
                .title("The shop")
                .memory(new Memory(DataSize.mebibytes(64), base.spec().memory().maximum()))
                .build();
        sink.all.clear();
        bench.session().domains().update(id, base, wanted, Scope.LIVE, Progress.unwatched());
        assertEquals(
                List.of("title", DataSize.mebibytes(64)),
                sink.all.stream()
                        .map(event -> event instanceof BalloonEvent balloon
                                ? balloon.memory()
                                : ((MetadataEvent) event).kind())
                        .toList());
    }
}
