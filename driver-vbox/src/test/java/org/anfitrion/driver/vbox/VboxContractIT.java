package org.anfitrion.driver.vbox;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** VirtualBox keeps the contract. */
class VboxContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return VboxBackend.raised();
    }
}
