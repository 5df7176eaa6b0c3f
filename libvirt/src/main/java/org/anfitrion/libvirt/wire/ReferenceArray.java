package org.anfitrion.libvirt.wire;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one of libvirt's {@code …ListAll…} functions made: an array of references that are freed, and then the array itself, at
 * the end of the block that uses it. The caller holds a lease of the connection until then. Not thread-safe.
 *
 * @param <P> libvirt's type
 */
public final class ReferenceArray<P extends PointerType> implements AutoCloseable {

    private final @Nullable Pointer array;
    private final List<P> items;
    private final Consumer<P> free;
    private boolean freed;

    /**
     * Takes an array over.
     *
     * @param array what libvirt filled
     * @param count how many references it said there are
     * @param type makes libvirt's type of a bare pointer
     * @param free libvirt's function that takes one of them back
     */
    public ReferenceArray(PointerByReference array, int count, Function<Pointer, P> type, Consumer<P> free) {
        this.array = array.getValue();
        this.free = free;
        Pointer[] pointers = this.array == null || count <= 0 ? new Pointer[0] : this.array.getPointerArray(0, count);
        items = new ArrayList<>(Arrays.stream(pointers).map(type).toList());
    }

    /**
     * Returns the references.
     *
     * @return the pointers, not to be freed
     */
    public List<P> items() {
        if (freed) {
            throw new IllegalStateException("these references were freed");
        }
        return items;
    }

    /** Frees them. Closing twice does no harm. */
    @Override
    public void close() {
        if (!freed) {
            freed = true;
            items.forEach(free);
            if (array != null) {
                Native.free(Pointer.nativeValue(array));
            }
        }
    }
}
