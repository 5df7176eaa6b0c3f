package org.anfitrion.testkit.memory;

import java.util.Locale;
import org.anfitrion.spi.PowerAction;

/** What a program can ask of the in-memory hypervisor, and where {@link Faults} can strike. */
public enum Operation {
    /** Open a session. */
    CONNECT(false, "connect to"),
    /** Read facts about the host. */
    HOST_INFO(false, "describe"),
    /** Ask for a sign of life. */
    PING(false, "reach"),
    /** List domains. */
    LIST(false, "list"),
    /** Look one domain up. */
    FIND(false, "look up"),
    /** Make a domain that is kept. */
    DEFINE(true, "define"),
    /** Start a domain that is not kept, transient or ephemeral. */
    CREATE(true, "create"),
    /** Read a configuration. */
    READ(false, "read the configuration of"),
    /** Change a configuration. */
    UPDATE(true, "update"),
    /** Turn a domain on. */
    START(true, "start"),
    /** Stop its CPUs. */
    SUSPEND(true, "suspend"),
    /** Let its CPUs go on. */
    RESUME(true, "resume"),
    /** Ask the guest to shut down. */
    SHUTDOWN(true, "shut down"),
    /** Ask the guest to reboot. */
    REBOOT(true, "reboot"),
    /** Push the reset button. */
    RESET(true, "reset"),
    /** Pull the plug. */
    DESTROY(true, "destroy"),
    /** Set whether a domain starts with its host. */
    AUTOSTART(true, "set autostart of"),
    /** Remove a configuration. */
    REMOVE(true, "remove"),
    /** Find where to begin on a console. */
    CONSOLE_ATTACH(false, "attach to the console of"),
    /** Read a console. */
    CONSOLE_READ(false, "read the console of"),
    /** Type on a console. */
    CONSOLE_WRITE(true, "write to the console of"),
    /** Register for events. */
    SUBSCRIBE(false, "subscribe to events of"),
    /** Define a domain from native text. */
    NATIVE_DEFINE(true, "define natively"),
    /** Pass a raw call to a domain. */
    NATIVE_CALL(true, "pass a raw call to"),
    /** Replace a domain's configuration by native text. */
    NATIVE_REDEFINE(true, "redefine"),
    /** Pass a raw call to the host. */
    NATIVE_HOST_CALL(true, "pass a raw call to"),
    /** Plug a device in. */
    DEVICE_ATTACH(true, "attach a device to"),
    /** Unplug a device. */
    DEVICE_DETACH(true, "detach a device from"),
    /** Change a device that stays plugged in. */
    DEVICE_CHANGE(true, "change a device of"),
    /** Storage: lists all pools. */
    STORAGE_POOLS(false, "list the pools of"),
    /** Storage: looks a pool up. */
    STORAGE_POOL(false, "look up"),
    /** Storage: makes a pool known. */
    STORAGE_DEFINE(true, "define"),
    /** Storage: makes a pool usable, and looks up its volumes. */
    STORAGE_START(true, "start"),
    /** Storage: makes a pool unusable; its volumes stay. */
    STORAGE_STOP(true, "stop"),
    /** Storage: looks a pool's volumes up again, in case others changed them. */
    STORAGE_REFRESH(true, "refresh"),
    /** Storage: sets whether a pool starts with the host. */
    STORAGE_AUTOSTART(true, "set autostart of"),
    /** Storage: makes a pool unknown. */
    STORAGE_REMOVE(true, "remove"),
    /** Storage: lists the volumes of a pool. */
    STORAGE_VOLUMES(false, "list the volumes of"),
    /** Storage: looks a volume up. */
    STORAGE_VOLUME(false, "look up"),
    /** Storage: makes an empty volume, or a thin one over its backing image. */
    STORAGE_CREATE(true, "create"),
    /** Storage: makes a volume with the content of another. */
    STORAGE_COPY(true, "copy a volume to"),
    /** Storage: changes a volume's size. */
    STORAGE_RESIZE(true, "resize"),
    /** Storage: overwrites a volume's content so that it reads as zeros. */
    STORAGE_WIPE(true, "wipe"),
    /** Storage: deletes a volume. */
    STORAGE_DELETE(true, "delete"),
    /** Storage: opens a volume's content for reading, or reads on. */
    STORAGE_DOWNLOAD(false, "download"),
    /** Storage: opens a volume for new content, or writes on. */
    STORAGE_UPLOAD(true, "upload to"),
    /** List networks. */
    NETWORK_NETWORKS(false, "list"),
    /** Look one network up. */
    NETWORK_NETWORK(false, "look up"),
    /** Make a network known. */
    NETWORK_DEFINE(true, "define"),
    /** Read a network's configuration. */
    NETWORK_READ(false, "read the configuration of"),
    /** Change a network's configuration. */
    NETWORK_UPDATE(true, "update"),
    /** Bring a network up. */
    NETWORK_START(true, "start"),
    /** Take a network down. */
    NETWORK_STOP(true, "stop"),
    /** Set whether a network starts with its host. */
    NETWORK_AUTOSTART(true, "set autostart of"),
    /** Make a network unknown. */
    NETWORK_REMOVE(true, "remove"),
    /** List the addresses that a network gave out. */
    NETWORK_LEASES(false, "list the leases of"),
    /** Ask for a guest's addresses. */
    ADDRESS_ADDRESSES(false, "ask for the addresses of"),
    /** List the snapshots of a domain. */
    SNAPSHOT_SNAPSHOTS(false, "list the snapshots of"),
    /** Take a snapshot. */
    SNAPSHOT_TAKE(true, "take a snapshot of"),
    /** Bring a domain back to a snapshot. */
    SNAPSHOT_REVERT(true, "revert"),
    /** Delete a snapshot. */
    SNAPSHOT_DELETE(true, "delete a snapshot of"),
    /** Put the memory of a domain aside, and stop it. */
    SAVED_STATE_SAVE(true, "save"),
    /** Ask whether the memory of a domain is kept. */
    SAVED_STATE_SAVED(false, "look for the saved memory of"),
    /** Throw saved memory away. */
    SAVED_STATE_DISCARD(true, "discard the saved memory of"),
    /** Put the memory and configuration of a domain into a file, and stop it. */
    SAVED_STATE_SAVE_TO(true, "save to a file"),
    /** Let a domain go on from a file. */
    SAVED_STATE_RESTORE(true, "restore a domain from"),
    /** Move a running domain. */
    MIGRATION_MIGRATE(true, "migrate"),
    /** Read the statistics of many domains. */
    STATISTICS_DOMAINS(false, "read the statistics of"),
    /** Read the statistics of one domain. */
    STATISTICS_DOMAIN(false, "read the statistics of"),
    /** Read the statistics of the host. */
    STATISTICS_HOST(false, "read the statistics of"),
    /** Open the host's end of a channel. */
    CHANNEL_OPEN(true, "open a channel of"),
    /** Tell where a guest's screen can be seen. */
    DISPLAY_DISPLAYS(false, "find the displays of"),
    /** Set the password of a display. */
    DISPLAY_PASSWORD(true, "set a display password of"),
    /** Take a picture of a guest's screen. */
    DISPLAY_SCREENSHOT(false, "take a screenshot of"),
    /** Press keys of a guest. */
    DISPLAY_SEND_KEYS(true, "press keys of"),
    /** Ask the guest for a sign of life. */
    GUEST_PING(false, "reach the guest of"),
    /** Start a program in a guest. */
    GUEST_EXEC(true, "run a program in"),
    /** Open a file of the guest for reading. */
    GUEST_READ(false, "read a file of"),
    /** Open a file of the guest for writing. */
    GUEST_WRITE(true, "write a file of"),
    /** Ask the guest for facts about itself. */
    GUEST_INFO(false, "ask the guest of"),
    /** Let the guest write everything out and hold its file systems still. */
    GUEST_FREEZE(true, "freeze the file systems of"),
    /** Let the guest's file systems go on. */
    GUEST_THAW(true, "thaw the file systems of"),
    /** Set a user's password in the guest. */
    GUEST_PASSWORD(true, "set a password in"),
    /** Read the guest's clock. */
    GUEST_TIME(false, "read the clock of"),
    /** Set the guest's clock. */
    GUEST_SET_TIME(true, "set the clock of"),
    /** Write a backup. */
    BACKUP_PUSH(true, "back up"),
    /** Begin a backup that another program fetches. */
    BACKUP_BEGIN(true, "export a backup of"),
    /** End a backup that another program fetches. */
    BACKUP_END(true, "end the backup of"),
    /** List the checkpoints of a domain. */
    BACKUP_CHECKPOINTS(false, "list the checkpoints of"),
    /** Make a checkpoint. */
    BACKUP_CHECKPOINT(true, "make a checkpoint of"),
    /** Delete a checkpoint. */
    BACKUP_DELETE_CHECKPOINT(true, "delete a checkpoint of"),
    /** Secret: lists all secrets, without their values. */
    SECRET_SECRETS(false, "list the secrets of"),
    /** Secret: looks a secret up. */
    SECRET_SECRET(false, "look up"),
    /** Secret: makes a secret known. */
    SECRET_DEFINE(true, "define"),
    /** Secret: sets a secret's value. */
    SECRET_SET_VALUE(true, "set the value of"),
    /** Secret: reads a secret's value. */
    SECRET_VALUE(false, "read the value of"),
    /** Secret: removes a secret and its value. */
    SECRET_REMOVE(true, "remove"),
    /** Node device: lists devices, in a constant number of round trips. */
    NODE_DEVICE_DEVICES(false, "list the devices of"),
    /** Node device: looks a device up. */
    NODE_DEVICE_DEVICE(false, "look up"),
    /** Node device: takes a device from the host's driver, so that a guest can have it. */
    NODE_DEVICE_TAKE_FROM_HOST(true, "take"),
    /** Give a device back to the host's driver. */
    NODE_DEVICE_GIVE_TO_HOST(true, "give back"),
    /** List the jobs that work on the drives of a domain. */
    BLOCK_JOB_JOBS(false, "list the block jobs of"),
    /** Fetch lower images into that of a drive. */
    BLOCK_JOB_PULL(true, "pull the images of"),
    /** Write upper images of a drive into lower ones. */
    BLOCK_JOB_COMMIT(true, "commit the images of"),
    /** Copy a drive. */
    BLOCK_JOB_COPY(true, "copy a drive of"),
    /** Make a drive larger. */
    BLOCK_JOB_RESIZE(true, "resize a drive of"),
    /** List the templates that domains can be made from. */
    PROVISIONING_TEMPLATES(false, "list the templates of"),
    /** Make a domain like another, which must not run. */
    PROVISIONING_COPY(true, "clone"),
    /** Give a domain another name. */
    PROVISIONING_RENAME(true, "rename"),
    /** Write a domain that does not run to an appliance file (OVF or OVA by the file's extension). */
    PROVISIONING_EXPORT(true, "export"),
    /** Make a domain from an appliance file. */
    PROVISIONING_IMPORT_FROM(true, "import");

    private final boolean changing;
    private final String verb;

    Operation(boolean changing, String verb) {
        this.changing = changing;
        this.verb = verb;
    }

    /**
     * Tells whether it can change anything: a read-only session refuses it, and a lost answer leaves its outcome unknown.
     *
     * @return true if so
     */
    public boolean changes() {
        return changing;
    }

    String verb() {
        return verb;
    }

    static Operation of(PowerAction action) {
        return switch (action) {
            case START -> START;
            case SUSPEND -> SUSPEND;
            case RESUME -> RESUME;
            case SHUTDOWN -> SHUTDOWN;
            case REBOOT -> REBOOT;
            case RESET -> RESET;
            case DESTROY -> DESTROY;
        };
    }

    /** Returns the name in lower case with spaces, such as {@code console write}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
