package org.anfitrion.libvirt.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/**
 * The only place that holds {@code virDomainPtr}s: those used last, up to a limit. One that is lent is never freed; if it
 * is evicted meanwhile, whoever gives it back last frees it. Thread-safe.
 */
final class DomainReferences implements AutoCloseable {

    static final int LIMIT = 256;

    private final LibvirtLibrary library;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    DomainReferences(LibvirtLibrary library) {
        this.library = library;
    }

    static final class Entry {
        final UUID uuid;
        final String name;
        final DomainPointer pointer;
        int leases;
        boolean evicted;

        Entry(UUID uuid, String name, DomainPointer pointer) {
            this.uuid = uuid;
            this.name = name;
            this.pointer = pointer;
        }
    }

    Optional<DomainReference> lease(UUID uuid) {
        lock.lock();
        try {
            Entry entry = entries.get(uuid);
            return entry == null ? Optional.empty() : Optional.of(lend(entry));
        } finally {
            lock.unlock();
        }
    }

    /** Takes a counted reference over, in place of an older one, and lends it. */
    DomainReference adopt(UUID uuid, DomainPointer pointer) {
        Entry entry = new Entry(uuid, library.virDomainGetName(pointer), pointer);
        List<Entry> idle = new ArrayList<>();
        DomainReference lent;
        lock.lock();
        try {
            lent = lend(entry);
            if (closed) {
                entry.evicted = true;
            } else {
                evicted(entries.put(uuid, entry), idle);
                shrink(idle);
            }
        } finally {
            lock.unlock();
        }
        free(idle);
        return lent;
    }

    private DomainReference lend(Entry entry) {
        entry.leases++;
        return new DomainReference(this, entry);
    }

    private void shrink(List<Entry> idle) {
        Iterator<Entry> eldest = entries.values().iterator();
        while (entries.size() > LIMIT && eldest.hasNext()) {
            Entry entry = eldest.next();
            eldest.remove();
            evicted(entry, idle);
        }
    }

    private static void evicted(@Nullable Entry entry, List<Entry> idle) {
        if (entry != null) {
            entry.evicted = true;
            if (entry.leases == 0) {
                idle.add(entry);
            }
        }
    }

    void evict(UUID uuid) {
        List<Entry> idle = new ArrayList<>();
        lock.lock();
        try {
            evicted(entries.remove(uuid), idle);
        } finally {
            lock.unlock();
        }
        free(idle);
    }

    void giveBack(Entry entry) {
        boolean last;
        lock.lock();
        try {
            entry.leases--;
            last = entry.leases == 0 && entry.evicted;
        } finally {
            lock.unlock();
        }
        if (last) {
            library.virDomainFree(entry.pointer);
        }
    }

    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    private void free(List<Entry> idle) {
        idle.forEach(entry -> library.virDomainFree(entry.pointer));
    }

    @Override
    public void close() {
        List<Entry> idle = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            entries.values().forEach(entry -> evicted(entry, idle));
            entries.clear();
        } finally {
            lock.unlock();
        }
        free(idle);
    }
}
