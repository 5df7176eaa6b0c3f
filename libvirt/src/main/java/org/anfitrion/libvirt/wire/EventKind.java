package org.anfitrion.libvirt.wire;

import com.sun.jna.Callback;

/** The kinds of events that libvirt 9.0 tells of, each with its number and with what comes with it. */
public enum EventKind {
    /** {@code VIR_DOMAIN_EVENT_ID_LIFECYCLE}: the event, its detail. */
    LIFECYCLE(Source.DOMAIN, 0, EventCallbacks.LIFECYCLE),
    /** {@code VIR_DOMAIN_EVENT_ID_REBOOT}. */
    REBOOT(Source.DOMAIN, 1, EventCallbacks.PLAIN),
    /** {@code VIR_DOMAIN_EVENT_ID_RTC_CHANGE}: seconds. */
    RTC_CHANGE(Source.DOMAIN, 2, EventCallbacks.NUMBER),
    /** {@code VIR_DOMAIN_EVENT_ID_WATCHDOG}: the action. */
    WATCHDOG(Source.DOMAIN, 3, EventCallbacks.CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_IO_ERROR}: source and device, the action. */
    IO_ERROR(Source.DOMAIN, 4, EventCallbacks.TWO_TEXTS_CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_GRAPHICS}: the phase, the viewer's address. */
    GRAPHICS(Source.DOMAIN, 5, EventCallbacks.GRAPHICS),
    /** {@code VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON}: source, device and reason, the action. */
    IO_ERROR_REASON(Source.DOMAIN, 6, EventCallbacks.TWO_TEXTS_CODE_TEXT),
    /** {@code VIR_DOMAIN_EVENT_ID_CONTROL_ERROR}. */
    CONTROL_ERROR(Source.DOMAIN, 7, EventCallbacks.PLAIN),
    /** {@code VIR_DOMAIN_EVENT_ID_BLOCK_JOB}: the image; the job's type and status. */
    BLOCK_JOB(Source.DOMAIN, 8, EventCallbacks.TEXT_TWO_CODES),
    /** {@code VIR_DOMAIN_EVENT_ID_DISK_CHANGE}: the old source, the new, the device; the reason. */
    DISK_CHANGE(Source.DOMAIN, 9, EventCallbacks.THREE_TEXTS_CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_TRAY_CHANGE}: the device; the reason. */
    TRAY_CHANGE(Source.DOMAIN, 10, EventCallbacks.TEXT_CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_PMWAKEUP}. */
    PM_WAKEUP(Source.DOMAIN, 11, EventCallbacks.CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_PMSUSPEND}. */
    PM_SUSPEND(Source.DOMAIN, 12, EventCallbacks.CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE}: KiB. */
    BALLOON_CHANGE(Source.DOMAIN, 13, EventCallbacks.NUMBER),
    /** {@code VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK}. */
    PM_SUSPEND_DISK(Source.DOMAIN, 14, EventCallbacks.CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED}: the device. */
    DEVICE_REMOVED(Source.DOMAIN, 15, EventCallbacks.TEXT),
    /** {@code VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2}: the drive; the job's type and status. */
    BLOCK_JOB_2(Source.DOMAIN, 16, EventCallbacks.TEXT_TWO_CODES),
    /** {@code VIR_DOMAIN_EVENT_ID_TUNABLE}: parameters. */
    TUNABLE(Source.DOMAIN, 17, EventCallbacks.PARAMETERS),
    /** {@code VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE}: the state, the reason. */
    AGENT_LIFECYCLE(Source.DOMAIN, 18, EventCallbacks.TWO_CODES),
    /** {@code VIR_DOMAIN_EVENT_ID_DEVICE_ADDED}: the device. */
    DEVICE_ADDED(Source.DOMAIN, 19, EventCallbacks.TEXT),
    /** {@code VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION}: its number. */
    MIGRATION_ITERATION(Source.DOMAIN, 20, EventCallbacks.CODE),
    /** {@code VIR_DOMAIN_EVENT_ID_JOB_COMPLETED}: parameters. */
    JOB_COMPLETED(Source.DOMAIN, 21, EventCallbacks.PARAMETERS),
    /** {@code VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED}: the device. */
    DEVICE_REMOVAL_FAILED(Source.DOMAIN, 22, EventCallbacks.TEXT),
    /** {@code VIR_DOMAIN_EVENT_ID_METADATA_CHANGE}: the namespace; the type. */
    METADATA_CHANGE(Source.DOMAIN, 23, EventCallbacks.CODE_TEXT),
    /** {@code VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD}: the device, the image; the threshold, the excess. */
    BLOCK_THRESHOLD(Source.DOMAIN, 24, EventCallbacks.TWO_TEXTS_TWO_NUMBERS),
    /** {@code VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE}: the recipient, the action. */
    MEMORY_FAILURE(Source.DOMAIN, 25, EventCallbacks.THREE_CODES),
    /** {@code VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE}: the device; KiB. */
    MEMORY_DEVICE_SIZE_CHANGE(Source.DOMAIN, 26, EventCallbacks.TEXT_NUMBER),
    /** {@code VIR_NETWORK_EVENT_ID_LIFECYCLE}: the event. */
    NETWORK_LIFECYCLE(Source.NETWORK, 0, EventCallbacks.TWO_CODES),
    /** {@code VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE}: the event. */
    POOL_LIFECYCLE(Source.POOL, 0, EventCallbacks.TWO_CODES),
    /** {@code VIR_STORAGE_POOL_EVENT_ID_REFRESH}. */
    POOL_REFRESH(Source.POOL, 1, EventCallbacks.PLAIN),
    /** {@code VIR_SECRET_EVENT_ID_LIFECYCLE}: the event. */
    SECRET_LIFECYCLE(Source.SECRET, 0, EventCallbacks.TWO_CODES),
    /** {@code VIR_SECRET_EVENT_ID_VALUE_CHANGED}. */
    SECRET_VALUE_CHANGED(Source.SECRET, 1, EventCallbacks.PLAIN),
    /** {@code VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE}: the event. */
    NODE_DEVICE_LIFECYCLE(Source.NODE_DEVICE, 0, EventCallbacks.TWO_CODES),
    /** {@code VIR_NODE_DEVICE_EVENT_ID_UPDATE}. */
    NODE_DEVICE_UPDATE(Source.NODE_DEVICE, 1, EventCallbacks.PLAIN);

    /** What an event is about. */
    enum Source {
        DOMAIN,
        NETWORK,
        POOL,
        SECRET,
        NODE_DEVICE
    }

    private final Source source;
    private final int number;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Callback callback;

    EventKind(Source source, int number, Callback callback) {
        this.source = source;
        this.number = number;
        this.callback = callback;
    }

    Source source() {
        return source;
    }

    int number() {
        return number;
    }

    Callback callback() {
        return callback;
    }
}
