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
    /** Tell what happens. */
    EVENTS("lifecycle events"),
    /** Tell what happens when it happens, without polling. */
    PUSH_EVENTS("pushed events"),
    /** Pass raw calls to the backend: QMP, the guest agent, a tool's own commands. */
    RAW_CALLS("raw calls"),
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
