package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.jspecify.annotations.Nullable;

/**
 * The data at the beginning of {@code struct lxc_container}, as {@code lxc/lxccontainer.h} of 4.0 and 5.0 has it. Pointers to
 * functions follow: see {@link ContainerFunction}. JNA fills it in.
 */
@FieldOrder({
    "name",
    "configFile",
    "pidFile",
    "ownLock",
    "privateLock",
    "references",
    "configuration",
    "errorString",
    "errorNumber",
    "daemonize",
    "configPath"
})
public final class ContainerHead extends Structure {

    /** The container's name. */
    public @Nullable Pointer name;

    /** Its configuration. */
    public @Nullable Pointer configFile;

    /** A file for the number of its process. */
    public @Nullable Pointer pidFile;

    /** Of liblxc only. */
    public @Nullable Pointer ownLock;

    /** Of liblxc only. */
    public @Nullable Pointer privateLock;

    /** How many times it is referred to. */
    public int references;

    /** Of liblxc only. */
    public @Nullable Pointer configuration;

    /** What went wrong last. */
    public @Nullable Pointer errorString;

    /** What went wrong last; 0 for nothing. */
    public int errorNumber;

    /** Whether a start returns when the container runs. */
    public byte daemonize;

    /** The folder of containers. */
    public @Nullable Pointer configPath;

    /** Creates it, for its size. */
    public ContainerHead() {}

    /**
     * Creates it over liblxc's own.
     *
     * @param container what {@code lxc_container_new} returned
     */
    public ContainerHead(Pointer container) {
        super(container);
        setAutoSynch(false);
    }
}
