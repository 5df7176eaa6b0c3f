package org.anfitrion.driver.openvz;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** Legacy OpenVZ's dialect keeps the contract, spoken to the stand-in. */
class LegacyStandInContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return StandInBackend.of("openvz-stand-in", "legacy");
    }
}
