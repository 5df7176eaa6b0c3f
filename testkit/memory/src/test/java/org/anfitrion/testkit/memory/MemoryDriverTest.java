package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import java.util.Set;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryDriverTest {

    private final MemoryDriver driver = new MemoryDriver();

    private Session open(String uri) {
        return driver.open(HypervisorUri.parse(uri), Bench.context(false, GuestsOnClose.KEEP));
    }

    @AfterEach
    void forgetHosts() {
        MemoryHosts.removeAll();
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertTrue(ServiceLoader.load(HypervisorDriver.class).stream()
                .anyMatch(provider -> provider.type() == MemoryDriver.class));
        assertEquals(Set.of("mem"), driver.info().schemes());
        assertEquals(SpiLevel.CURRENT, driver.info().spiLevel());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem:", "mem:///"})
    void aUriWithoutANameIsAHostOfItsOwn(String uri) {
        assertNotEquals(open(uri).hostId(), open(uri).hostId());
        assertEquals(Set.of(), MemoryHosts.names());
    }

    @Test
    void aUriWithANameIsTheSameHostForAll() {
        String hostId = open("mem:///shop").hostId();

        assertEquals(hostId, open("mem:///shop").hostId());
        assertNotEquals(hostId, open("mem:///other").hostId());
        assertEquals(2, MemoryHosts.named("shop").openSessions());
    }

    @Test
    void aHostThatWasBuiltCanBeGivenAName() {
        MemoryHypervisor host = MemoryHypervisor.builder().name("built").build();
        MemoryHosts.put("shop", host);
        MemoryHosts.put("shop", host);

        assertEquals("built", open("mem:///shop").host().hostName());
        assertThrows(AlreadyExistsException.class, () -> MemoryHosts.put("shop", new MemoryHypervisor()));
    }

    @Test
    void aHostThatIsRemovedBreaksItsConnections() {
        Session session = open("mem:///shop");

        MemoryHosts.remove("shop");

        assertThrows(ConnectionLostException.class, session::host);
        assertEquals(Set.of(), MemoryHosts.names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem+ssh:///shop",
                "mem://far.example/shop",
                "mem://root@far.example/",
                "mem:///a/b",
                "mem:///shop?seed=1"
            })
    void aUriThatCannotBeMeantIsRefused(String uri) {
        assertThrows(InvalidSpecException.class, () -> open(uri));
    }

    @Test
    void aHostsOwnDriverCanStandInForOthers() {
        MemoryHypervisor host = new MemoryHypervisor();
        HypervisorDriver standIn = host.driver("qemu");

        Session session = standIn.open(HypervisorUri.parse("qemu:///system"), Bench.context(false, GuestsOnClose.KEEP));

        assertEquals(Set.of("mem", "qemu"), standIn.info().schemes());
        assertEquals(Bench.on(host).session().hostId(), session.hostId());
    }
}
