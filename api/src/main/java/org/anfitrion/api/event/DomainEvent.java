package org.anfitrion.api.event;

import java.time.Instant;
import org.anfitrion.api.domain.DomainId;

/** Something that happened to one domain. */
public sealed interface DomainEvent extends HypervisorEvent
        permits DomainLifecycleEvent,
                DomainRebootEvent,
                DomainClockEvent,
                WatchdogEvent,
                IoErrorEvent,
                ControlErrorEvent,
                ViewerEvent,
                BlockJobEvent,
                MediumEvent,
                PowerManagementEvent,
                BalloonEvent,
                DeviceEvent,
                TuningEvent,
                GuestAgentEvent,
                MigrationIterationEvent,
                JobCompletedEvent,
                MetadataEvent,
                BlockThresholdEvent,
                MemoryFailureEvent,
                MemoryDeviceEvent {

    /**
     * Returns which domain.
     *
     * @return its identity, also when it is gone already
     */
    DomainId domain();

    /**
     * Returns the domain's name.
     *
     * @return the name at that moment
     */
    String name();

    /**
     * Returns when this process learned of it.
     *
     * @return the moment
     */
    Instant at();
}
