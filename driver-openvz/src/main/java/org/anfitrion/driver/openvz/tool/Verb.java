package org.anfitrion.driver.openvz.tool;

/** What is done to a container as a whole, in either dialect. */
public enum Verb {
    /** Start it. */
    START,
    /** Let it shut down. */
    STOP,
    /** End it at once. */
    KILL,
    /** Let it shut down, and start it. */
    RESTART,
    /** End it at once, and start it. */
    RESET,
    /** Hold its processes. */
    PAUSE,
    /** Let them go on. */
    UNPAUSE,
    /** Put its memory on disk and stop it. */
    SUSPEND,
    /** Let it go on from there. */
    RESTORE,
    /** Throw that memory away. */
    DISCARD,
    /** Mount its root. */
    MOUNT,
    /** Unmount it. */
    UMOUNT,
    /** Remove it with its files. */
    DESTROY
}
