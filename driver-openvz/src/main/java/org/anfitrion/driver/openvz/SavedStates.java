package org.anfitrion.driver.openvz;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;

/** Containers whose memory is in a dump file: vzctl's suspend and resume. Thread-safe. */
final class SavedStates implements SavedStateFacet {

    private final Containers containers;
    private final Inventory inventory;
    private final String dumps;

    SavedStates(Containers containers, Inventory inventory, String dumps) {
        this.containers = containers;
        this.inventory = inventory;
        this.dumps = dumps;
    }

    @Override
    public DomainInfo save(DomainId id, Progress progress) {
        Failure attempt = containers.begin("save", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            if (!inventory.container(id.key(), attempt).isActive()) {
                throw new InvalidStateException(attempt.because("the container does not run"));
            }
            containers
                    .tools()
                    .to(attempt)
                    .changing()
                    .watchedBy(progress)
                    .run(containers.dialect(), containers.dialect().words(Verb.SUSPEND, id.key()));
            return inventory.row(id.key(), attempt);
        }
    }

    @Override
    public boolean saved(DomainId id) {
        Failure attempt = containers.begin("look for saved memory of", id, false);
        return inventory.container(id.key(), attempt).isSaved();
    }

    @Override
    public void discard(DomainId id) {
        Failure attempt = containers.begin("discard the saved memory of", id, true);
        try (Containers.Held held = containers.hold(id.key())) {
            if (!inventory.container(id.key(), attempt).isSaved()) {
                throw new NotFoundException(attempt.because("nothing is saved"));
            }
            drop(id.key(), attempt);
        }
    }

    /** vzctl has no word for it: a container is suspended as long as its dump file is there (vzctl(8), "status"). */
    void drop(String id, Failure attempt) {
        if (containers.dialect().has(Verb.DISCARD)) {
            containers.change(containers.dialect().words(Verb.DISCARD, id), attempt);
        } else {
            containers
                    .tools()
                    .to(attempt)
                    .changing()
                    .result(List.of("rm", "-f", "--", dumps + "/Dump." + id))
                    .orThrow();
        }
    }

    @Override
    public DomainInfo saveTo(DomainId id, String file, Progress progress) {
        throw new UnsupportedCapabilityException(
                containers.begin("save to file '" + file + "'", id, true).because(Features.NO_FILES));
    }

    @Override
    public DomainInfo restore(String file, Progress progress) {
        Failure attempt = Failure.to("restore a container from", "file '" + file + "'");
        containers.tools().gate().admit(attempt, true);
        throw new UnsupportedCapabilityException(attempt.because(Features.NO_FILES));
    }
}
