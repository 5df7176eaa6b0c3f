package org.anfitrion.examples.driver;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** Processes keep the driver contract. */
class ProcessContractTest implements DriverContract {

    @Override
    public Backend backend() {
        return ProcessBackend.make();
    }
}
