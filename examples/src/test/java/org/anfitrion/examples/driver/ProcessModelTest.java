package org.anfitrion.examples.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.model.ModelProperties;

/** Whatever is done to processes, they behave as domains in memory do. */
class ProcessModelTest implements ModelProperties {

    @Override
    public Backend backend() {
        try {
            return ProcessBackend.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
