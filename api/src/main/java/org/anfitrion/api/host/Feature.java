package org.anfitrion.api.host;

/**
 * What a backend may be able to do, beyond what each must: the rows of the feature matrix.
 *
 * <p>Ask {@code Hypervisor.support} or {@code Domain.support}; there is no other list of capabilities.
 */
public enum Feature {
    /** Keep a domain's configuration when it is shut off. */
    DEFINE("define domains"),
    /** Start a domain from a description and keep nothing of it. */
    TRANSIENT("transient domains"),
    /** Destroy a domain when the connection that started it ends. */
    EPHEMERAL("domains that end with the connection"),
    /** Change a configuration by a description. */
    UPDATE_CONFIG("update a configuration"),
    /** Change a running domain by a description. */
    UPDATE_LIVE("update a running domain"),
    /** Stop a domain's CPUs and let them go on. */
    SUSPEND("suspend and resume"),
    /** Ask the guest to shut down. */
    SHUTDOWN("graceful shutdown"),
    /** Ask the guest to reboot. */
    REBOOT("graceful reboot"),
    /** Push the reset button. */
    RESET("reset"),
    /** Start a domain with its host. */
    AUTOSTART("autostart"),
    /** Read and write a text console. */
    CONSOLE("console"),
    /** Open a channel between host and guest. */
    CHANNELS("channels"),
    /** Tell what happens. */
    EVENTS("lifecycle events"),
    /** Tell what happens when it happens, without polling. */
    PUSH_EVENTS("pushed events"),
    /** Describe drives on volumes of a pool. */
    VOLUME_DISKS("disks on volumes"),
    /** Show a domain files of its host. */
    FILESYSTEMS("file systems of the host"),
    /** Tag a domain with the program that made it. */
    OWNER("owner tags"),
    /** Choose the processor that a guest sees. */
    CPU_MODEL("CPU model and topology"),
    /** Lay a guest's memory out in NUMA nodes. */
    NUMA("NUMA nodes"),
    /** Put a guest's memory on huge pages. */
    HUGEPAGES("huge pages"),
    /** Choose who a container's users are on the host. */
    ID_MAPS("id maps of containers"),
    /** Set CPU shares, quota and pinning. */
    TUNE_CPU("CPU tuning"),
    /** Limit the host's memory that a domain takes. */
    TUNE_MEMORY("memory limits"),
    /** Weigh a domain's disk traffic. */
    TUNE_BLOCK("disk traffic weights"),
    /** Limit how many tasks a container has. */
    TUNE_PROCESSES("process limits"),
    /** Limit how fast a drive is read and written. */
    DISK_LIMITS("disk I/O limits"),
    /** Limit how fast a network card sends and receives. */
    NIC_BANDWIDTH("network bandwidth limits"),
    /** Plug drives in and out while a domain runs. */
    ATTACH_DISK("hot-plug disks"),
    /** Plug network cards in and out while a domain runs. */
    ATTACH_NIC("hot-plug network cards"),
    /** Show and hide files of the host while a domain runs. */
    ATTACH_FILESYSTEM("hot-plug file systems"),
    /** Change the medium in a drive while a domain runs. */
    CHANGE_MEDIUM("change media"),
    /** Pull a network card's cable while a domain runs. */
    LINK_STATE("link state"),
    /** Keep volumes in pools. */
    STORAGE("storage pools and volumes"),
    /** Copy a volume. */
    VOLUME_COPY("copy volumes"),
    /** Make a volume as a thin layer over another. */
    VOLUME_BACKING("linked volumes"),
    /** Change a volume's size. */
    VOLUME_RESIZE("resize volumes"),
    /** Overwrite a volume. */
    VOLUME_WIPE("wipe volumes"),
    /** Read and write a volume's content. */
    VOLUME_STREAMS("upload and download"),
    /** Make networks for guests. */
    NETWORKS("networks"),
    /** Make networks with addresses and DHCP. */
    NETWORK_DHCP("DHCP"),
    /** Change a network while it is up. */
    NETWORK_UPDATE_LIVE("update a running network"),
    /** Make networks of which guests are part of the host's own. */
    NETWORK_BRIDGE("bridged networks"),
    /** Tell the addresses of guests. */
    ADDRESSES("guest addresses"),
    /** Take snapshots. */
    SNAPSHOTS("snapshots"),
    /** Take snapshots that keep the running guest's memory. */
    SNAPSHOT_MEMORY("snapshots with memory"),
    /** Take snapshots in files of their own. */
    SNAPSHOT_EXTERNAL("external snapshots"),
    /** Go back to a snapshot. */
    SNAPSHOT_REVERT("revert to snapshots"),
    /** Keep a domain's memory for its next start. */
    MANAGED_SAVE("managed save"),
    /** Put a domain's memory into a file. */
    SAVE_FILE("save to a file"),
    /** Move a running domain to another host. */
    MIGRATION("migration"),
    /** Tell what domains use. */
    STATISTICS("statistics"),
    /** Tell what the host uses. */
    HOST_STATISTICS("host statistics"),
    /** Tell where a guest's screen can be seen. */
    DISPLAY("displays"),
    /** Set the password of a running domain's display. */
    DISPLAY_PASSWORD("display passwords"),
    /** Take a picture of a guest's screen. */
    SCREENSHOT("screenshots"),
    /** Press keys. */
    SEND_KEYS("send keys"),
    /** Run programs in a guest. */
    GUEST_EXEC("run programs in guests"),
    /** Read and write files of a guest. */
    GUEST_FILES("files of guests"),
    /** Ask a guest for facts about itself. */
    GUEST_INFO("facts from guests"),
    /** Hold a guest's file systems still. */
    GUEST_FREEZE("freeze file systems"),
    /** Set a user's password in a guest. */
    GUEST_PASSWORD("passwords of guests"),
    /** Read and set a guest's clock. */
    GUEST_TIME("clocks of guests"),
    /** Write a backup of a running domain. */
    BACKUP_PUSH("write backups"),
    /** Serve a backup of a running domain to another program. */
    BACKUP_PULL("serve backups"),
    /** Record changes for backups. */
    CHECKPOINTS("checkpoints"),
    /** Keep secrets. */
    SECRETS("secrets"),
    /** List devices of the host. */
    NODE_DEVICES("host devices"),
    /** Take devices from the host for guests. */
    NODE_DEVICE_TAKE("take host devices"),
    /** Fetch lower images into a running domain's. */
    BLOCK_PULL("block pull"),
    /** Write a running domain's upper images into lower ones. */
    BLOCK_COMMIT("block commit"),
    /** Copy a running domain's drive. */
    BLOCK_COPY("block copy"),
    /** Make a running domain's drive larger. */
    BLOCK_RESIZE("block resize"),
    /** Make a domain with copies of another's disks. */
    COPY("full clones"),
    /** Make a domain with layers over another's disks. */
    LINKED_COPY("linked clones"),
    /** Give a domain another name. */
    RENAME("rename domains"),
    /** Make domains from templates. */
    TEMPLATES("templates"),
    /** Write and read appliance files. */
    APPLIANCES("appliance files"),
    /** Pass raw calls to the backend: QMP, the guest agent, a tool's own commands. */
    RAW_CALLS("raw calls"),
    /** Write a domain's native configuration. */
    NATIVE_CONFIGURATION("native configurations"),
    /** Open a connection that cannot change anything. */
    READ_ONLY("read-only connections");

    private final String title;

    Feature(String title) {
        this.title = title;
    }

    /**
     * Returns the feature's name for people.
     *
     * @return a few words in lower case
     */
    public String title() {
        return title;
    }
}
