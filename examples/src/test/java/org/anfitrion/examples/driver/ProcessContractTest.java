package org.anfitrion.examples.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** Processes keep the driver contract. */
class ProcessContractTest implements DriverContract {

    @Override
    public Backend backend() {
        try {
            return ProcessBackend.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
