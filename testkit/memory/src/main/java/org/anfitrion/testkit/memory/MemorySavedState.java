package org.anfitrion.testkit.memory;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;

/** The saved state facet of a session in memory. A guest that is saved goes on with its script where it was. */
final class MemorySavedState implements SavedStateFacet {

    private static final Set<DomainField> EVERYTHING = EnumSet.allOf(DomainField.class);

    private final MemorySession session;

    MemorySavedState(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    @Override
    public DomainInfo save(DomainId id, Progress progress) {
        Call call = session.call(Operation.SAVED_STATE_SAVE, id)
                .needing(Feature.MANAGED_SAVE)
                .watchedBy(progress);
        return session.perform(
                call,
                () -> {
                    MemoryDomain domain = requireActive(id, call);
                    if (!domain.isPersistent()) {
                        throw new InvalidStateException(
                                call.failure("it is transient, so there is nothing to start again"));
                    }
                    return domain;
                },
                domain -> work(call),
                domain -> {
                    domain.saved = putAside(requireActive(id, call));
                    return domain.row(EVERYTHING);
                });
    }

    private MemoryDomain requireActive(DomainId id, Call call) {
        MemoryDomain domain = model().inventory().require(id, call.operation());
        if (!domain.isActive()) {
            throw new InvalidStateException(call.failure("it is " + domain.state()));
        }
        domain.jobs.requireNone(call);
        return domain;
    }

    /** Stops a domain and returns what it goes on from. */
    private SavedMemory putAside(MemoryDomain domain) {
        Machine machine = domain.machine;
        Configuration live = domain.live;
        if (machine == null || live == null) {
            throw new IllegalStateException(domain + " does not run");
        }
        SavedMemory memory = new SavedMemory(domain, live, machine);
        model().power().stop(domain, StopCause.SAVED);
        return memory;
    }

    @Override
    public boolean saved(DomainId id) {
        Call call = session.call(Operation.SAVED_STATE_SAVED, id).needing(Feature.MANAGED_SAVE);
        return session.perform(call, () -> model().inventory().require(id, call.operation()).saved != null);
    }

    @Override
    public void discard(DomainId id) {
        Call call = session.call(Operation.SAVED_STATE_DISCARD, id).needing(Feature.MANAGED_SAVE);
        session.perform(call, () -> {
            MemoryDomain domain = model().inventory().require(id, call.operation());
            if (domain.saved == null) {
                throw new NotFoundException(call.failure("nothing of it is saved"));
            }
            domain.saved = null;
            return true;
        });
    }

    @Override
    public DomainInfo saveTo(DomainId id, String file, Progress progress) {
        Call call = session.call(Operation.SAVED_STATE_SAVE_TO, id)
                .needing(Feature.SAVE_FILE)
                .watchedBy(progress);
        return session.perform(call, () -> requireActive(id, call), domain -> work(call), domain -> {
            SavedMemory memory = putAside(requireActive(id, call));
            model().saveFiles().put(file, memory);
            return domain.row(EVERYTHING);
        });
    }

    @Override
    public DomainInfo restore(String file, Progress progress) {
        Call call = Call.on(Operation.SAVED_STATE_RESTORE, "file '" + file + "'")
                .needing(Feature.SAVE_FILE)
                .watchedBy(progress);
        return session.perform(call, () -> require(file, call), memory -> work(call), memory -> {
            MemoryDomain domain = domain(memory, call);
            model().power().goOn(domain, memory, memory.isPaused(), StopCause.SAVED, session);
            return domain.row(EVERYTHING);
        });
    }

    private SavedMemory require(String file, Call call) {
        SavedMemory memory = model().saveFiles().get(file);
        if (memory == null) {
            throw new NotFoundException(call.failure("there is no such file"));
        }
        find(memory, call);
        model().networks().requireUp(memory.live().spec(), call.operation());
        return memory;
    }

    /** Finds the domain that a memory is of, which must not run; if there is none any more, its identity must be free. */
    private Optional<MemoryDomain> find(SavedMemory memory, Call call) {
        MemoryDomain former = memory.domain();
        Optional<MemoryDomain> domain = model().inventory()
                .find(new DomainRef.ByUuid(former.uuid))
                .filter(there -> there.name.equals(former.name));
        if (domain.filter(MemoryDomain::isActive).isPresent()) {
            throw new InvalidStateException(call.failure("its " + former + " is active"));
        }
        if (domain.isEmpty()) {
            model().inventory().requireFree(former.name, former.uuid, call.operation());
        }
        return domain;
    }

    /** Returns the domain that goes on, made again as a transient one if it is gone. */
    private MemoryDomain domain(SavedMemory memory, Call call) {
        MemoryDomain domain = find(memory, call).orElseGet(() -> {
            MemoryDomain again = memory.domain();
            again.config = null;
            model().inventory().add(again);
            return again;
        });
        return domain;
    }

    private void work(Call call) {
        session.work(call, 100, WorkUnit.PERCENT, done -> {});
    }
}
