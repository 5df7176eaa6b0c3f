package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.SpiLevel;
import org.junit.jupiter.api.Test;

/** The driver of last resort is found, and gives way to every other. */
class LibvirtDriverTest {

    @Test
    void itIsFoundOnTheClassPathAndTakesWhatNobodyElseDoes() {
        DriverInfo info = ServiceLoader.load(HypervisorDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(HypervisorDriver::info)
                .filter(found -> found.name().equals("libvirt"))
                .findFirst()
                .orElseThrow();
        assertTrue(info.lastResort());
        assertEquals(SpiLevel.CURRENT, info.spiLevel());
        assertTrue(info.schemes().containsAll(Set.of("test", "esx", "vpx", "bhyve", "hyperv", "vz", "qemu")));
    }
}
