package org.anfitrion.driver.openvz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where vzmigrate goes is a host, and never an option or a shell's syntax. */
class DestinationTest {

    private static final Failure ATTEMPT = Failure.to("migrate", "container '101'");
    private static final boolean LEGACY = true;
    private static final boolean SEVEN = false;

    private static Destination of(String uri, boolean legacy) {
        return Destination.of(HypervisorUri.parse(uri), Optional.empty(), legacy, false, ATTEMPT);
    }

    @Test
    void thePortIsTheFirstOptionOfAll() {
        assertEquals(
                new Destination(
                        "node.example",
                        "-p 2222 -i /root/my-port/id -o IdentitiesOnly=yes -o UserKnownHostsFile=/k -o ConnectTimeout=30"),
                of(
                        "openvz+ssh://root@node.example:2222/system?keyfile=/root/my-port/id&known_hosts=/k&tools=/x",
                        LEGACY));
    }

    @Test
    void onlyOpenVz7TakesAUser() {
        assertEquals("node", of("openvz+ssh://root@node/system", LEGACY).host());
        assertEquals("admin@node", of("openvz+ssh://admin@node/system", SEVEN).host());
        assertEquals(
                "-o BatchMode=yes -o ConnectTimeout=30",
                of("openvz+ssh://admin@node/system", SEVEN).ssh());
        assertThrows(UnsupportedCapabilityException.class, () -> of("openvz+ssh://admin@node/system", LEGACY));
    }

    @Test
    void filesOfThisMachineAreNotThoseOfAnotherSource() {
        String uri = "openvz+ssh://root@node/system?keyfile=/k";
        HypervisorUri target = HypervisorUri.parse(uri);
        assertEquals(
                "-o ConnectTimeout=30",
                Destination.of(target, Optional.empty(), LEGACY, true, ATTEMPT).ssh());
        assertEquals(
                new Destination("inner", "-p 23 -i /there -o IdentitiesOnly=yes -o ConnectTimeout=30"),
                Destination.of(
                        target, Optional.of("openvz+ssh://inner:23/system?keyfile=/there"), LEGACY, true, ATTEMPT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openvz:///system",
                "openvz+ssh://[fe80::1]/system",
                "openvz+ssh://-oProxyCommand=id@node/system",
                "openvz+ssh://a%20b@node/system",
                "openvz+ssh://$(id)@node/system",
                "openvz+ssh://node/system?keyfile=/a%20-oProxyCommand=id",
                "openvz+ssh://node/system?keyfile=/a*",
                "openvz+ssh://node/system?keyfile=$HOME/id",
                "openvz+ssh://node/system?known_hosts=-oProxyCommand=id",
                "openvz+ssh://node/system?known_hosts=/a%0a",
                "qemu+ssh://node/system",
                "openvz+tcp://node/system"
            })
    void whatIsNoHostIsRefused(String uri) {
        for (boolean legacy : new boolean[] {true, false}) {
            HypervisorException thrown = assertThrows(InvalidSpecException.class, () -> of(uri, legacy));
            assertTrue(thrown.getMessage().contains("the target"), thrown.getMessage());
        }
    }

    @Test
    void aFileWhoseNameLooksLikeAPortNeedsAPort() {
        String uri = "openvz+ssh://node/system?keyfile=/my-port";
        assertThrows(InvalidSpecException.class, () -> of(uri, LEGACY));
        assertTrue(of(uri, SEVEN).ssh().contains("-i /my-port"));
    }
}
