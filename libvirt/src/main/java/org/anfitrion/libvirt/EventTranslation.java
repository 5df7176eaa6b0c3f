package org.anfitrion.libvirt;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.event.BalloonEvent;
import org.anfitrion.api.event.BlockJobEvent;
import org.anfitrion.api.event.BlockThresholdEvent;
import org.anfitrion.api.event.ControlErrorEvent;
import org.anfitrion.api.event.DeviceEvent;
import org.anfitrion.api.event.DomainClockEvent;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainRebootEvent;
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
import org.anfitrion.api.event.SecretEvent;
import org.anfitrion.api.event.TuningEvent;
import org.anfitrion.api.event.ViewerEvent;
import org.anfitrion.api.event.WatchdogEvent;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.WireEvent;

/**
 * libvirt's events in this library's words. Numbers are those of {@code libvirt-domain.h}, {@code libvirt-network.h}, {@code
 * libvirt-storage.h}, {@code libvirt-secret.h} and {@code libvirt-nodedev.h}, 9.0. Where a later libvirt says what this one
 * cannot, a word is {@code unknown}, and an event that would have no meaning without its number is left out.
 */
final class EventTranslation {

    private static final String UNKNOWN = "unknown";

    private static final List<String> WATCHDOG_ACTIONS =
            List.of("none", "pause", "reset", "poweroff", "shutdown", "dump", "inject-nmi");
    private static final List<String> IO_ERROR_ACTIONS = List.of("none", "pause", "report");
    private static final List<String> AGENT_REASONS = List.of("", "domain started", "channel event");
    private static final List<String> METADATA_TYPES = List.of("description", "title", "element");
    private static final List<String> FAILURE_RECIPIENTS = List.of("hypervisor", "guest");
    private static final List<String> FAILURE_ACTIONS = List.of("ignore", "inject", "fatal", "reset");
    private static final List<BlockJobKind> BLOCK_JOBS = List.of(
            BlockJobKind.OTHER,
            BlockJobKind.PULL,
            BlockJobKind.COPY,
            BlockJobKind.COMMIT,
            BlockJobKind.COMMIT, // of the active layer
            BlockJobKind.BACKUP);
    private static final List<BlockJobEvent.Outcome> BLOCK_JOB_OUTCOMES = List.of(
            BlockJobEvent.Outcome.COMPLETED,
            BlockJobEvent.Outcome.FAILED,
            BlockJobEvent.Outcome.CANCELLED,
            BlockJobEvent.Outcome.READY);
    private static final List<ViewerEvent.Phase> VIEWER_PHASES =
            List.of(ViewerEvent.Phase.CONNECTED, ViewerEvent.Phase.AUTHENTICATED, ViewerEvent.Phase.DISCONNECTED);
    private static final List<MediumEvent.Change> DISK_CHANGES =
            List.of(MediumEvent.Change.CHANGED, MediumEvent.Change.DROPPED);
    private static final List<MediumEvent.Change> TRAY_CHANGES =
            List.of(MediumEvent.Change.TRAY_OPENED, MediumEvent.Change.TRAY_CLOSED);
    private static final List<NetworkEvent.Change> NETWORK_CHANGES = List.of(
            NetworkEvent.Change.DEFINED,
            NetworkEvent.Change.UNDEFINED,
            NetworkEvent.Change.STARTED,
            NetworkEvent.Change.STOPPED);
    private static final List<PoolEvent.Change> POOL_CHANGES = List.of(
            PoolEvent.Change.DEFINED,
            PoolEvent.Change.UNDEFINED,
            PoolEvent.Change.STARTED,
            PoolEvent.Change.STOPPED,
            PoolEvent.Change.BUILT,
            PoolEvent.Change.DELETED);
    private static final List<SecretEvent.Change> SECRET_CHANGES =
            List.of(SecretEvent.Change.DEFINED, SecretEvent.Change.UNDEFINED);
    private static final List<NodeDeviceEvent.Change> NODE_DEVICE_CHANGES = List.of(
            NodeDeviceEvent.Change.CREATED,
            NodeDeviceEvent.Change.DELETED,
            NodeDeviceEvent.Change.DEFINED,
            NodeDeviceEvent.Change.UNDEFINED);

    private static final int AGENT_CONNECTED = 1;

    private EventTranslation() {}

    /** Says it; empty if it is nothing that this library has a word for. */
    static Optional<HypervisorEvent> say(WireEvent event) {
        Instant at = Instant.now();
        return switch (event.kind()) {
            case NETWORK_LIFECYCLE ->
                at(NETWORK_CHANGES, event.first()).map(change -> new NetworkEvent(event.name(), change, at));
            case POOL_LIFECYCLE ->
                at(POOL_CHANGES, event.first()).map(change -> new PoolEvent(event.name(), change, at));
            case POOL_REFRESH -> Optional.of(new PoolEvent(event.name(), PoolEvent.Change.REFRESHED, at));
            case SECRET_LIFECYCLE ->
                at(SECRET_CHANGES, event.first()).map(change -> new SecretEvent(secret(event), change, at));
            case SECRET_VALUE_CHANGED ->
                Optional.of(new SecretEvent(secret(event), SecretEvent.Change.VALUE_CHANGED, at));
            case NODE_DEVICE_LIFECYCLE ->
                at(NODE_DEVICE_CHANGES, event.first()).map(change -> new NodeDeviceEvent(event.name(), change, at));
            case NODE_DEVICE_UPDATE ->
                Optional.of(new NodeDeviceEvent(event.name(), NodeDeviceEvent.Change.UPDATED, at));
            default -> ofDomain(event, Inventory.id(event.uuid()), event.name(), at);
        };
    }

    private static SecretId secret(WireEvent event) {
        return new SecretId(event.uuid().toString());
    }

    private static Optional<HypervisorEvent> ofDomain(WireEvent event, DomainId id, String name, Instant at) {
        long first = event.first();
        long second = event.second();
        return switch (event.kind()) {
            case LIFECYCLE ->
                Codes.knowsEvent((int) first)
                        ? Optional.of(new DomainLifecycleEvent(
                                id, name, Codes.change((int) first), Codes.detail((int) first, (int) second), at))
                        : Optional.empty();
            case REBOOT -> Optional.of(new DomainRebootEvent(id, name, at));
            case RTC_CHANGE -> Optional.of(new DomainClockEvent(id, name, Duration.ofSeconds(first), at));
            case WATCHDOG -> Optional.of(new WatchdogEvent(id, name, word(WATCHDOG_ACTIONS, first), at));
            case IO_ERROR, IO_ERROR_REASON ->
                Optional.of(new IoErrorEvent(
                        id, name, text(event, 0), text(event, 1), word(IO_ERROR_ACTIONS, first), text(event, 2), at));
            case GRAPHICS ->
                at(VIEWER_PHASES, first).map(phase -> new ViewerEvent(id, name, phase, text(event, 0), at));
            case CONTROL_ERROR -> Optional.of(new ControlErrorEvent(id, name, at));
            case BLOCK_JOB, BLOCK_JOB_2 ->
                at(BLOCK_JOB_OUTCOMES, second)
                        .map(outcome -> new BlockJobEvent(
                                id,
                                name,
                                text(event, 0),
                                at(BLOCK_JOBS, first).orElse(BlockJobKind.OTHER),
                                outcome,
                                at));
            case DISK_CHANGE ->
                at(DISK_CHANGES, first)
                        .map(change -> new MediumEvent(id, name, text(event, 2), change, present(event, 1), at));
            case TRAY_CHANGE ->
                at(TRAY_CHANGES, first)
                        .map(change -> new MediumEvent(id, name, text(event, 0), change, Optional.empty(), at));
            case PM_WAKEUP -> Optional.of(new PowerManagementEvent(id, name, PowerManagementEvent.Change.WOKEN, at));
            case PM_SUSPEND ->
                Optional.of(new PowerManagementEvent(id, name, PowerManagementEvent.Change.SUSPENDED, at));
            case PM_SUSPEND_DISK ->
                Optional.of(new PowerManagementEvent(id, name, PowerManagementEvent.Change.SUSPENDED_TO_DISK, at));
            case BALLOON_CHANGE -> Optional.of(new BalloonEvent(id, name, kibibytes(first), at));
            case DEVICE_ADDED -> Optional.of(new DeviceEvent(id, name, text(event, 0), DeviceEvent.Change.ADDED, at));
            case DEVICE_REMOVED ->
                Optional.of(new DeviceEvent(id, name, text(event, 0), DeviceEvent.Change.REMOVED, at));
            case DEVICE_REMOVAL_FAILED ->
                Optional.of(new DeviceEvent(id, name, text(event, 0), DeviceEvent.Change.REMOVAL_FAILED, at));
            case TUNABLE -> Optional.of(new TuningEvent(id, name, named(event), at));
            case AGENT_LIFECYCLE ->
                Optional.of(new GuestAgentEvent(id, name, first == AGENT_CONNECTED, word(AGENT_REASONS, second), at));
            case MIGRATION_ITERATION -> Optional.of(new MigrationIterationEvent(id, name, (int) first, at));
            case JOB_COMPLETED -> Optional.of(new JobCompletedEvent(id, name, named(event), at));
            case METADATA_CHANGE ->
                Optional.of(new MetadataEvent(id, name, word(METADATA_TYPES, first), present(event, 0), at));
            case BLOCK_THRESHOLD ->
                Optional.of(new BlockThresholdEvent(
                        id, name, text(event, 0), present(event, 1), bytes(first), bytes(second), at));
            case MEMORY_FAILURE ->
                Optional.of(new MemoryFailureEvent(
                        id, name, word(FAILURE_RECIPIENTS, first), word(FAILURE_ACTIONS, second), at));
            case MEMORY_DEVICE_SIZE_CHANGE ->
                Optional.of(new MemoryDeviceEvent(id, name, text(event, 0), kibibytes(first), at));
            default -> Optional.empty();
        };
    }

    /** A number that cannot be a size is none: an event is never lost for it. */
    private static DataSize bytes(long number) {
        return DataSize.bytes(Math.max(0, number));
    }

    private static DataSize kibibytes(long number) {
        return DataSize.kibibytes(Math.max(0, Math.min(number, Long.MAX_VALUE >> 10)));
    }

    private static Map<String, String> named(WireEvent event) {
        Map<String, String> values = new LinkedHashMap<>();
        event.parameters().forEach(value -> values.put(value.getKey(), value.getValue()));
        return values;
    }

    private static String text(WireEvent event, int place) {
        return place < event.texts().size() ? event.texts().get(place) : "";
    }

    private static Optional<String> present(WireEvent event, int place) {
        return Optional.of(text(event, place)).filter(text -> !text.isEmpty());
    }

    private static String word(List<String> words, long number) {
        return at(words, number).orElse(UNKNOWN);
    }

    private static <T> Optional<T> at(List<T> list, long number) {
        return number >= 0 && number < list.size() ? Optional.of(list.get((int) number)) : Optional.empty();
    }
}
