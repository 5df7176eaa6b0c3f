package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberParametersTest {

    /** The layout of {@code virTypedParameter} in libvirt-common.h. */
    @Test
    void aNumberIsWrittenWhereLibvirtReadsIt() {
        try (NumberParameters parameters = NumberParameters.of(Map.of("read_iops_sec", Long.MAX_VALUE))) {
            assertEquals(1, parameters.count());
            assertEquals(96, parameters.array().size());
            assertEquals("read_iops_sec", parameters.array().getString(0));
            assertEquals(4, parameters.array().getInt(80));
            assertEquals(Long.MAX_VALUE, parameters.array().getLong(88));
        }
    }
}
