package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Native;

/**
 * The pointers to functions in {@code struct lxc_container}, in the order of {@code lxc/lxccontainer.h} 5.0, to which liblxc only
 * adds at the end.
 */
enum ContainerFunction {
    IS_DEFINED,
    STATE,
    IS_RUNNING,
    FREEZE,
    UNFREEZE,
    INIT_PID,
    LOAD_CONFIG,
    START,
    STARTL,
    STOP,
    WANT_DAEMONIZE,
    WANT_CLOSE_ALL_FDS,
    CONFIG_FILE_NAME,
    WAIT,
    SET_CONFIG_ITEM,
    DESTROY,
    SAVE_CONFIG,
    CREATE,
    CREATEL,
    RENAME,
    REBOOT,
    SHUTDOWN,
    CLEAR_CONFIG,
    CLEAR_CONFIG_ITEM,
    GET_CONFIG_ITEM,
    GET_RUNNING_CONFIG_ITEM,
    GET_KEYS,
    GET_INTERFACES,
    GET_IPS,
    GET_CGROUP_ITEM,
    SET_CGROUP_ITEM,
    GET_CONFIG_PATH,
    SET_CONFIG_PATH,
    CLONE,
    CONSOLE_GETFD,
    CONSOLE,
    ATTACH,
    ATTACH_RUN_WAIT,
    ATTACH_RUN_WAITL,
    SNAPSHOT,
    SNAPSHOT_LIST,
    SNAPSHOT_RESTORE,
    SNAPSHOT_DESTROY,
    MAY_CONTROL,
    ADD_DEVICE_NODE,
    REMOVE_DEVICE_NODE,
    ATTACH_INTERFACE,
    DETACH_INTERFACE,
    CHECKPOINT,
    RESTORE,
    DESTROY_WITH_SNAPSHOTS,
    SNAPSHOT_DESTROY_ALL,
    MIGRATE,
    CONSOLE_LOG,
    REBOOT2,
    MOUNT,
    UMOUNT,
    SECCOMP_NOTIFY_FD,
    SECCOMP_NOTIFY_FD_ACTIVE,
    INIT_PIDFD,
    DEVPTS_FD;

    private static final int FIRST = new ContainerHead().size();

    /** Where in the structure the pointer is. */
    @SuppressWarnings("EnumOrdinal") // the order is what the header and this have in common
    long offset() {
        return FIRST + (long) ordinal() * Native.POINTER_SIZE;
    }
}
