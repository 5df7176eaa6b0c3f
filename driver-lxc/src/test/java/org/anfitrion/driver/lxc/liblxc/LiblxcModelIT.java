package org.anfitrion.driver.lxc.liblxc;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.model.ModelProperties;

/** Whatever is done to containers of liblxc's, they behave as domains in memory. */
class LiblxcModelIT implements ModelProperties {

    @Override
    public Backend backend() {
        return LiblxcBackend.raised();
    }
}
