package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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

    @Test
    void aNumberHasTheTypeAndTheWidthThatLibvirtWants() {
        List<NumberParameter> numbers = List.of(
                new NumberParameter("weight", NumberParameter.Type.UINT, 500),
                new NumberParameter("vcpu_quota", NumberParameter.Type.LLONG, -1));
        try (NumberParameters parameters = NumberParameters.of(numbers)) {
            assertEquals(2, parameters.array().getInt(80));
            assertEquals(500, parameters.array().getInt(88));
            assertEquals(0, parameters.array().getInt(92), "what is beside four bytes");
            assertEquals("vcpu_quota", parameters.array().getString(96));
            assertEquals(3, parameters.array().getInt(96 + 80));
            assertEquals(-1, parameters.array().getLong(96 + 88));
        }
    }
}
