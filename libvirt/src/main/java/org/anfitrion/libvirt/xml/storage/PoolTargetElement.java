package org.anfitrion.libvirt.xml.storage;

import org.jspecify.annotations.Nullable;

/** Where the host has a pool. */
public final class PoolTargetElement {

    /** The path of its folder. */
    public @Nullable String path;

    /** Creates an element that says nothing. */
    public PoolTargetElement() {}
}
