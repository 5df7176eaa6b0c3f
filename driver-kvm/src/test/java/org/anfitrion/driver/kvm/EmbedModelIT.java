package org.anfitrion.driver.kvm;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.model.ModelProperties;

/** Whatever is done to domains of QEMU inside this process, they behave as those in memory. */
class EmbedModelIT implements ModelProperties {

    private static final String NAME = "qemu-embed";

    @Override
    public Backend backend() {
        Lab lab = Lab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(NAME, reason))
                .orElseGet(() -> Backend.of(NAME, new KvmDriver(), "qemu:///embed?root=" + lab.root("m"))
                        .tries(20)
                        .build());
    }
}
