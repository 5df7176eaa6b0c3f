package org.anfitrion.driver.lxc.liblxc;

/** What liblxc has no key for, and this package keeps in comments of a configuration. */
final class Notes {

    /** The container's UUID. */
    static final String UUID = "uuid";

    /** The process that made a container of which nothing is kept when it stops. */
    static final String TRANSIENT = "transient";

    /** It ends with the session that made it. */
    static final String EPHEMERAL = "ephemeral";

    /** Of what runs: the process of liblxc's that watches over it. */
    static final String MONITOR = "monitor";

    /** Of what runs: its first process, until it restarts by itself. */
    static final String INIT = "init";

    /** The name, in a text that a container is to be defined from. */
    static final String NAME = "name";

    /** Its root file system was made for it, in its own folder, and goes with it. */
    static final String OWN_ROOT = "own-root";

    /** In a snapshot: the one that it was taken on top of. */
    static final String PARENT = "parent";

    /** In a snapshot: what the container did when it was taken. */
    static final String STATE = "state";

    /** In a snapshot: where the container's own files were, and are again once it goes back. */
    static final String ROOT = "root";

    private Notes() {}
}
