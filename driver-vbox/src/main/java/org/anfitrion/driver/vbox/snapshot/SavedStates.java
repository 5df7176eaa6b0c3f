package org.anfitrion.driver.vbox.snapshot;

import java.time.Duration;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.vbox.machine.Machine;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;

/**
 * Saved memory by {@code VBoxManage controlvm savestate} and {@code discardstate}. Thread-safe.
 *
 * <p>Source: VirtualBox's User Manual, "VBoxManage controlvm" and "VBoxManage discardstate".
 */
public final class SavedStates implements SavedStateFacet {

    /** Why memory is not saved to files. */
    public static final String NO_FILES =
            "VirtualBox keeps saved memory with the machine only: its file has neither settings nor identity";

    private static final Duration ENOUGH = Duration.ofMinutes(2);

    private final Machines machines;

    /**
     * Creates the facet of one session.
     *
     * @param machines the machines
     */
    public SavedStates(Machines machines) {
        this.machines = machines;
    }

    @Override
    public DomainInfo save(DomainId id, Progress progress) {
        Machine machine = machines.begin("save", id, true);
        machines.requireActive(machine);
        machines.manage()
                .to(machine.attempt())
                .changing()
                .watchedBy(progress)
                .run("controlvm", machine.uuid(), "savestate");
        return machines.row(machine);
    }

    @Override
    public boolean saved(DomainId id) {
        return machines.begin("look for saved memory of", id, false)
                .settings()
                .savedState()
                .isPresent();
    }

    @Override
    public void discard(DomainId id) {
        Machine machine = machines.begin("discard the saved memory of", id, true);
        if (machine.settings().savedState().isEmpty()) {
            throw new NotFoundException(machine.attempt().because("nothing is saved"));
        }
        machines.manage()
                .to(machine.attempt())
                .changing()
                .until(Deadline.after(ENOUGH))
                .waitingForUnlock()
                .run("discardstate", machine.uuid());
    }

    @Override
    public DomainInfo saveTo(DomainId id, String file, Progress progress) {
        throw refused("save domain " + id, file);
    }

    @Override
    public DomainInfo restore(String file, Progress progress) {
        throw refused("restore a domain", file);
    }

    private UnsupportedCapabilityException refused(String operation, String file) {
        Failure attempt = Failure.to(operation, "file '" + file + "'");
        machines.manage().gate().admit(attempt, true);
        return new UnsupportedCapabilityException(attempt.because(NO_FILES));
    }
}
