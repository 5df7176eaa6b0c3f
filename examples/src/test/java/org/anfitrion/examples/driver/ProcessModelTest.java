package org.anfitrion.examples.driver;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.model.ModelProperties;

/** Whatever is done to processes, they behave as domains in memory do. */
class ProcessModelTest implements ModelProperties {

    @Override
    public Backend backend() {
        return ProcessBackend.make();
    }
}
