package org.anfitrion.driver.vbox;

import java.util.List;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.vbox.display.RemoteDisplay;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.spi.Deadline;

/** Starts machines, without a window, and has their consoles read from the first byte. Thread-safe. */
final class Starter {

    private final Manage manage;
    private final Consoles consoles;
    private final RemoteDisplay remote;

    Starter(Manage manage, Consoles consoles, RemoteDisplay remote) {
        this.manage = manage;
        this.consoles = consoles;
        this.remote = remote;
    }

    /** Starts a machine that does not run, or restores it if its state is saved. */
    void start(MachineSettings machine, Failure attempt, Deadline deadline) {
        remote.prepare(machine, attempt);
        List<SerialLink> links = consoles.beginRun(machine);
        boolean started = false;
        try {
            manage.to(attempt)
                    .changing()
                    .until(deadline)
                    .waitingForUnlock()
                    .run("startvm", machine.uuid().toString(), "--type", "headless");
            started = true;
        } finally {
            if (!started) {
                links.forEach(SerialLink::end);
            }
        }
    }
}
