package org.anfitrion.driver.openvz;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** OpenVZ 7's dialect keeps the contract, spoken to the stand-in. */
class SevenStandInContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return StandInBackend.of("openvz7-stand-in", "seven");
    }
}
