package org.anfitrion.api.domain;

import static org.anfitrion.api.Samples.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;

class CpuModelTest {

    @Test
    void aModelIsTheHostsOrANamedOne() {
        assertEquals(new CpuModel(CpuMode.HOST_PASSTHROUGH, Optional.empty(), Map.of()), CpuModel.hostPassthrough());
        assertEquals(new CpuModel(CpuMode.HOST_MODEL, Optional.empty(), Map.of()), CpuModel.hostModel());
        assertEquals(new CpuModel(CpuMode.NAMED, Optional.of("qemu64"), Map.of()), CpuModel.named("qemu64"));
    }

    @Test
    void aFeatureIsAddedToTheOthersAndTheLastWordCounts() {
        CpuModel more = MODEL.feature("avx", CpuFeaturePolicy.REQUIRE);
        assertEquals(MODEL.name(), more.name());
        assertEquals(Map.of("vmx", CpuFeaturePolicy.DISABLE, "avx", CpuFeaturePolicy.REQUIRE), more.features());
        assertEquals(
                Map.of("vmx", CpuFeaturePolicy.REQUIRE),
                MODEL.feature("vmx", CpuFeaturePolicy.REQUIRE).features());
    }

    @Test
    void aNameGoesWithTheNamedModeOnly() {
        assertThrows(InvalidSpecException.class, () -> new CpuModel(CpuMode.NAMED, Optional.empty(), Map.of()));
        InvalidSpecException e = assertThrows(
                InvalidSpecException.class, () -> new CpuModel(CpuMode.HOST_MODEL, Optional.of("qemu64"), Map.of()));
        assertEquals("CPU model 'qemu64'", e.failure().target());
    }

    @Test
    void modelAndFeaturesAreWords() {
        assertThrows(InvalidSpecException.class, () -> CpuModel.named("two words"));
        assertThrows(InvalidSpecException.class, () -> MODEL.feature("vmx,avx", CpuFeaturePolicy.REQUIRE));
    }
}
