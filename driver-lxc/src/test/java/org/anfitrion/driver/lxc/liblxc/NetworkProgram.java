package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;

/** What {@link DevicesIT} does in a network that nothing else is in. */
final class NetworkProgram {

    private NetworkProgram() {}

    /** The folder of containers and the root. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ip("link", "add", "bridge0", "type", "bridge");
        ip("link", "add", "host0", "type", "veth", "peer", "name", "peer0");
        ip("link", "add", "host1", "type", "veth", "peer", "name", "peer1");
        try (Hypervisor hypervisor = Hypervisors.connect("lxc://" + arguments[0], ConnectOptions.defaults())) {
            Domain domain = hypervisor
                    .domains()
                    .define(LiblxcBackend.container(Path.of(arguments[1]))
                            .apply(DomainSpec.named("of a network"))
                            .build());
            domain.start();
            try {
                bridged(domain);
                moved(domain);
                shared(domain);
            } finally {
                domain.destroy();
                domain.undefine();
            }
        }
    }

    private static DeviceSpec plugged(Domain domain, NicSpec nic) {
        return domain.devices().attach(nic, Scope.LIVE).await(Bed.PATIENCE);
    }

    private static void unplugged(Domain domain, DeviceSpec card) {
        domain.devices().detach(card.key().orElseThrow(), Scope.LIVE).await(Bed.PATIENCE);
    }

    private static String cards(Domain domain) {
        return domain.guest().exec(Bed.PATIENCE, "ls", "/sys/class/net").output();
    }

    private static void bridged(Domain domain) throws IOException, InterruptedException {
        DeviceSpec card = plugged(domain, NicSpec.bridge("bridge0"));
        assertTrue(ip("link", "show", "master", "bridge0").contains("veth"), "its other end is on the bridge");
        assertTrue(cards(domain).contains("eth0"), "in the container");
        unplugged(domain, card);
        assertEquals("", ip("link", "show", "master", "bridge0"), "its other end afterwards");
        assertFalse(cards(domain).contains("eth0"), "in the container afterwards");
    }

    private static void moved(Domain domain) throws IOException, InterruptedException {
        DeviceSpec card = plugged(domain, NicSpec.of(new NicSource.HostInterface("host0")));
        assertTrue(cards(domain).contains("host0"), "in the container");
        assertFalse(ip("link").contains("host0"), "on the host");
        unplugged(domain, card);
        assertTrue(ip("link").contains("host0"), "on the host afterwards");
    }

    private static void shared(Domain domain) throws IOException, InterruptedException {
        DeviceSpec card =
                plugged(domain, NicSpec.of(new NicSource.HostInterface("host1")).model(new NicModel("macvlan")));
        assertTrue(cards(domain).contains("eth0"), "in the container");
        assertTrue(ip("link").contains("host1"), "on the host");
        unplugged(domain, card);
        assertFalse(cards(domain).contains("eth0"), "in the container afterwards");
    }

    private static String ip(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
