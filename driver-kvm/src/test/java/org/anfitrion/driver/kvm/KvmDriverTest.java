package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ServiceLoader;
import java.util.Set;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.SpiLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvmDriverTest {

    @Test
    void itTakesQemuAndKvmAndGoesBeforeAnyDriverOfLastResort() {
        assertEquals(Set.of("qemu", "kvm"), new KvmDriver().info().schemes());
        assertEquals(SpiLevel.CURRENT, new KvmDriver().info().spiLevel());
        assertTrue(!new KvmDriver().info().lastResort());
    }

    @Test
    void itIsFoundOnTheClassPath() {
        assertTrue(ServiceLoader.load(HypervisorDriver.class).stream()
                .anyMatch(provider -> provider.type() == KvmDriver.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kvm://host", "kvm:///system", "kvm+ssh://host/system", "kvm+tcp:///"})
    void kvmAloneIsThisMachineAndNothingElse(String uri) {
        OpenContext context = new OpenContext(
                Deadline.after(Duration.ofSeconds(10)),
                false,
                Credentials.none(),
                GuestsOnClose.KEEP,
                DataSize.mebibytes(1));

        assertThrows(InvalidSpecException.class, () -> new KvmDriver().open(HypervisorUri.parse(uri), context));
    }
}
