package org.anfitrion.driver.lxc.liblxc;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** liblxc keeps the contract. */
class LiblxcContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return LiblxcBackend.raised();
    }
}
