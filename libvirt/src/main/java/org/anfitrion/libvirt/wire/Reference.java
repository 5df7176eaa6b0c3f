package org.anfitrion.libvirt.wire;

import com.sun.jna.PointerType;
import java.util.function.Consumer;

/**
 * A reference that libvirt counted for the caller: to a pool, a network, a snapshot, …, freed at the end of the block that
 * uses it. The caller holds a lease of the connection until then. Not thread-safe.
 *
 * @param <P> libvirt's type
 */
public final class Reference<P extends PointerType> implements AutoCloseable {

    private final P pointer;
    private final Consumer<P> free;
    private boolean freed;

    /**
     * Takes a reference over.
     *
     * @param pointer what libvirt gave
     * @param free libvirt's function that takes it back
     */
    public Reference(P pointer, Consumer<P> free) {
        this.pointer = pointer;
        this.free = free;
    }

    /**
     * Returns the native reference.
     *
     * @return the pointer, not to be freed
     */
    public P pointer() {
        if (freed) {
            throw new IllegalStateException("this reference was freed");
        }
        return pointer;
    }

    /** Frees it. Closing twice does no harm. */
    @Override
    public void close() {
        if (!freed) {
            freed = true;
            free.accept(pointer);
        }
    }
}
