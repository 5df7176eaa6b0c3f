package org.anfitrion.libvirt.wire;

import java.util.UUID;
import java.util.function.ToIntFunction;
import org.libvirt.jna.DomainPointer;

/** A borrowed {@code virDomainPtr}: valid until closed, whatever happens to the domain or to the cache. */
public final class DomainReference implements AutoCloseable {

    private final DomainReferences owner;
    private final DomainReferences.Entry entry;
    private boolean returned;

    DomainReference(DomainReferences owner, DomainReferences.Entry entry) {
        this.owner = owner;
        this.entry = entry;
    }

    /**
     * Returns the native reference.
     *
     * @return the pointer, not to be freed
     */
    public DomainPointer pointer() {
        if (returned) {
            throw new IllegalStateException("this reference to a domain was given back");
        }
        return entry.pointer;
    }

    /**
     * Returns which domain it is.
     *
     * @return its UUID
     */
    public UUID uuid() {
        return entry.uuid;
    }

    /**
     * Returns the domain's name when it was looked up.
     *
     * @return the name
     */
    public String name() {
        return entry.name;
    }

    /**
     * Calls what may end or free the domain, while none of its streams is being closed.
     *
     * @param call one function of libvirt
     * @return what it returned
     */
    public int ending(ToIntFunction<DomainPointer> call) {
        try (UuidLocks.Held held = UuidLocks.ENDING.hold(entry.uuid)) {
            return call.applyAsInt(pointer());
        }
    }

    /** Gives it back. Closing twice does no harm. */
    @Override
    public void close() {
        if (!returned) {
            returned = true;
            owner.giveBack(entry);
        }
    }
}
