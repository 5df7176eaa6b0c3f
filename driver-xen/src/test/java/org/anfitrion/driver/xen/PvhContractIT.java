package org.anfitrion.driver.xen;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;

/** A kernel that knows Xen, with the processor's help, keeps the contract. */
class PvhContractIT implements DriverContract {

    @Override
    public Backend backend() {
        return XenBackend.withHelpedGuests("xen-pvh");
    }
}
