package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.libvirt.wire.EventKind;
import org.anfitrion.libvirt.wire.WireEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event of libvirt's has its words here, and one that a later libvirt adds does no harm. */
class EventTranslationTest {

    private static final UUID ID = UUID.fromString("4dea22b3-1d52-d8f3-2516-782e98ab3fa0");

    /** What libvirt tells, and what has to be in the words for it, but for who and when. */
    record Told(WireEvent event, String type, String words) {

        static Told of(EventKind kind, long first, long second, List<String> texts, String type, String words) {
            return new Told(wire(kind, first, second, texts), type, words);
        }

        @Override
        public String toString() {
            return event.kind() + " " + event.first() + " " + event.second() + " " + event.texts();
        }
    }

    private static WireEvent wire(EventKind kind, long first, long second, List<String> texts) {
        return new WireEvent(kind, ID, "web", first, second, texts, List.of(Map.entry("time", "7")));
    }

    static Stream<Told> told() {
        List<String> none = List.of();
        return Stream.of(
                Told.of(EventKind.LIFECYCLE, 2, 0, none, "DomainLifecycleEvent", "change=STARTED, detail=booted"),
                Told.of(EventKind.REBOOT, 0, 0, none, "DomainRebootEvent", "name=web"),
                Told.of(EventKind.RTC_CHANGE, -90, 0, none, "DomainClockEvent", "offset=PT-1M-30S"),
                Told.of(EventKind.WATCHDOG, 2, 0, none, "WatchdogEvent", "action=reset"),
                Told.of(EventKind.WATCHDOG, 77, 0, none, "WatchdogEvent", "action=unknown"),
                Told.of(
                        EventKind.IO_ERROR,
                        1,
                        0,
                        List.of("/a", "vda"),
                        "IoErrorEvent",
                        "source=/a, device=vda, action=pause, reason=,"),
                Told.of(
                        EventKind.IO_ERROR_REASON,
                        2,
                        0,
                        List.of("/a", "vda", "enospc"),
                        "IoErrorEvent",
                        "action=report, reason=enospc"),
                Told.of(
                        EventKind.GRAPHICS,
                        1,
                        0,
                        List.of("[::1]:6000"),
                        "ViewerEvent",
                        "phase=AUTHENTICATED, viewer=[::1]:6000"),
                Told.of(EventKind.CONTROL_ERROR, 0, 0, none, "ControlErrorEvent", "name=web"),
                Told.of(
                        EventKind.BLOCK_JOB,
                        1,
                        1,
                        List.of("/a"),
                        "BlockJobEvent",
                        "target=/a, kind=PULL, outcome=FAILED"),
                Told.of(
                        EventKind.BLOCK_JOB_2,
                        4,
                        3,
                        List.of("vda"),
                        "BlockJobEvent",
                        "target=vda, kind=COMMIT, outcome=READY"),
                Told.of(EventKind.BLOCK_JOB_2, 66, 0, List.of("vda"), "BlockJobEvent", "kind=OTHER, outcome=COMPLETED"),
                Told.of(
                        EventKind.DISK_CHANGE,
                        1,
                        0,
                        List.of("/a", "", "sda"),
                        "MediumEvent",
                        "device=sda, change=DROPPED, source=Optional.empty"),
                Told.of(
                        EventKind.DISK_CHANGE,
                        0,
                        0,
                        List.of("/a", "/b", "sda"),
                        "MediumEvent",
                        "change=CHANGED, source=Optional[/b]"),
                Told.of(EventKind.TRAY_CHANGE, 1, 0, List.of("sda"), "MediumEvent", "device=sda, change=TRAY_CLOSED"),
                Told.of(EventKind.PM_WAKEUP, 0, 0, none, "PowerManagementEvent", "change=WOKEN"),
                Told.of(EventKind.PM_SUSPEND, 0, 0, none, "PowerManagementEvent", "change=SUSPENDED"),
                Told.of(EventKind.PM_SUSPEND_DISK, 0, 0, none, "PowerManagementEvent", "change=SUSPENDED_TO_DISK"),
                Told.of(EventKind.BALLOON_CHANGE, 2048, 0, none, "BalloonEvent", "memory=2 MiB"),
                Told.of(EventKind.DEVICE_REMOVED, 0, 0, List.of("net1"), "DeviceEvent", "net1, change=REMOVED"),
                Told.of(EventKind.DEVICE_ADDED, 0, 0, List.of("net1"), "DeviceEvent", "net1, change=ADDED"),
                Told.of(
                        EventKind.DEVICE_REMOVAL_FAILED,
                        0,
                        0,
                        List.of("net1"),
                        "DeviceEvent",
                        "net1, change=REMOVAL_FAILED"),
                Told.of(EventKind.TUNABLE, 0, 0, none, "TuningEvent", "settings={time=7}"),
                Told.of(
                        EventKind.AGENT_LIFECYCLE,
                        1,
                        2,
                        none,
                        "GuestAgentEvent",
                        "connected=true, reason=channel event"),
                Told.of(EventKind.AGENT_LIFECYCLE, 2, 0, none, "GuestAgentEvent", "connected=false, reason=,"),
                Told.of(EventKind.MIGRATION_ITERATION, 3, 0, none, "MigrationIterationEvent", "iteration=3"),
                Told.of(EventKind.JOB_COMPLETED, 0, 0, none, "JobCompletedEvent", "statistics={time=7}"),
                Told.of(
                        EventKind.METADATA_CHANGE,
                        2,
                        0,
                        List.of("urn:a"),
                        "MetadataEvent",
                        "kind=element, namespace=Optional[urn:a]"),
                Told.of(
                        EventKind.METADATA_CHANGE,
                        0,
                        0,
                        List.of(""),
                        "MetadataEvent",
                        "kind=description, namespace=Optional.empty"),
                Told.of(
                        EventKind.BLOCK_THRESHOLD,
                        1024,
                        2048,
                        List.of("vda", ""),
                        "BlockThresholdEvent",
                        "device=vda, source=Optional.empty, threshold=1 KiB, excess=2 KiB"),
                Told.of(EventKind.MEMORY_FAILURE, 1, 3, none, "MemoryFailureEvent", "recipient=guest, action=reset"),
                Told.of(
                        EventKind.MEMORY_DEVICE_SIZE_CHANGE,
                        1024,
                        0,
                        List.of("virtiomem0"),
                        "MemoryDeviceEvent",
                        "device=virtiomem0, size=1 MiB"),
                Told.of(EventKind.NETWORK_LIFECYCLE, 3, 0, none, "NetworkEvent", "network=web, change=STOPPED"),
                Told.of(EventKind.POOL_LIFECYCLE, 4, 0, none, "PoolEvent", "pool=web, change=BUILT"),
                Told.of(EventKind.POOL_REFRESH, 0, 0, none, "PoolEvent", "change=REFRESHED"),
                Told.of(EventKind.SECRET_LIFECYCLE, 1, 0, none, "SecretEvent", "change=UNDEFINED"),
                Told.of(EventKind.SECRET_VALUE_CHANGED, 0, 0, none, "SecretEvent", "change=VALUE_CHANGED"),
                Told.of(EventKind.NODE_DEVICE_LIFECYCLE, 1, 0, none, "NodeDeviceEvent", "device=web, change=DELETED"),
                Told.of(EventKind.NODE_DEVICE_UPDATE, 0, 0, none, "NodeDeviceEvent", "change=UPDATED"));
    }

    @ParameterizedTest
    @MethodSource("told")
    void anEventHasItsWords(Told told) {
        HypervisorEvent said = EventTranslation.say(told.event()).orElseThrow();
        assertEquals(told.type(), said.getClass().getSimpleName());
        assertTrue(said.toString().contains(told.words()), said::toString);
    }

    @Test
    void noKindIsWithoutWords() {
        Set<EventKind> tested = told().map(told -> told.event().kind()).collect(Collectors.toSet());
        Set<EventKind> untested = EnumSet.allOf(EventKind.class);
        untested.removeAll(tested);
        assertEquals(Set.of(), untested);
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void numbersOfALaterLibvirtDoNoHarm(EventKind kind) {
        for (long number : new long[] {-1, 1_000, Integer.MAX_VALUE}) {
            Optional<HypervisorEvent> said =
                    EventTranslation.say(wire(kind, number, number, Arrays.asList("", "", "")));
            assertTrue(said.isEmpty() || !said.get().toString().isEmpty());
        }
    }
}
