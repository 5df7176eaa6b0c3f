package org.anfitrion.driver.vbox.machine;

import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/**
 * A machine, and what is attempted with it.
 *
 * @param id its identity
 * @param settings its settings when the attempt began
 * @param attempt what is attempted, still without a reason
 */
public record Machine(DomainId id, MachineSettings settings, Failure attempt) {

    /**
     * Returns how VBoxManage is told which machine is meant: names may be ambiguous, or look like options.
     *
     * @return its UUID
     */
    public String uuid() {
        return settings.uuid().toString();
    }
}
