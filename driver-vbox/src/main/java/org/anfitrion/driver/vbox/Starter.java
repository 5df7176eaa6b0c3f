package org.anfitrion.driver.vbox;

import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.Deadline;

/** Starts machines, without a window, and has their consoles read from the first byte. Thread-safe. */
final class Starter {

    private final Manage manage;

    Starter(Manage manage) {
        this.manage = manage;
    }

    /** Starts a machine that does not run, or restores it if its state is saved. */
    void start(MachineSettings machine, Failure attempt, Deadline deadline) {
        manage.to(attempt)
                .changing()
                .until(deadline)
                .waitingForUnlock()
                .run("startvm", machine.uuid().toString(), "--type", "headless");
    }
}
