package org.anfitrion.driver.xen;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** A kernel that knows Xen keeps the contract. */
class PvContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return XenBackend.withParavirtualGuests("xen-pv");
    }
}
