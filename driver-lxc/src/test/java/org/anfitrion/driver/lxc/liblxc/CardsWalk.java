package org.anfitrion.driver.lxc.liblxc;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.guest.ExecResult;

/**
 * A program that gives containers network cards of each kind, and prints what came of it. It is run in a network namespace of its
 * own by {@link CardsIT}, as it needs interfaces that the machine must not have.
 */
final class CardsWalk {

    static final String BRIDGE = "anfbr";
    static final String MOVED = "anfp0";
    static final String SHARED = "anfp1";

    /** What is made in the namespace before. */
    static final String INTERFACES = String.join(
            "\n",
            "set -e",
            // /sys shows the network of who mounted it, and has the control groups in it.
            "groups=$(mktemp -d)",
            "mount --rbind /sys/fs/cgroup \"$groups\"",
            "mount -t sysfs sysfs /sys",
            "mount --rbind \"$groups\" /sys/fs/cgroup",
            "umount -l \"$groups\"",
            "rmdir \"$groups\"",
            "ip link set lo up",
            "ip link add " + BRIDGE + " type bridge",
            "ip addr add 10.77.0.1/24 dev " + BRIDGE,
            "ip link set " + BRIDGE + " up",
            "ip link add " + MOVED + " type veth peer name anfq0",
            "ip link add " + SHARED + " type veth peer name anfq1",
            "ip link set anfq1 up",
            "ip link set " + SHARED + " up");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Hypervisor hypervisor;
    private final Path root;
    private final PrintStream out;
    private final List<Domain> made = new ArrayList<>();

    private CardsWalk(Hypervisor hypervisor, Path root, PrintStream out) {
        this.hypervisor = hypervisor;
        this.root = root;
        this.out = out;
    }

    /** Arguments: a folder of containers, and a root for them. */
    public static void main(String[] arguments) {
        try (Hypervisor hypervisor = Hypervisors.connect("lxc://" + arguments[0], ConnectOptions.defaults())) {
            CardsWalk walk = new CardsWalk(hypervisor, Path.of(arguments[1]), System.out);
            try {
                walk.bridge();
                walk.moved();
                walk.shared();
            } finally {
                walk.end();
            }
        }
    }

    private void end() {
        for (Domain domain : made) {
            if (domain.state().isActive()) {
                domain.destroy();
            }
            domain.undefine();
        }
    }

    private Domain running(String name, NicSpec nic) {
        DomainSpec spec = LiblxcBackend.container(root)
                .apply(DomainSpec.named(name).console(ConsoleSpec.paravirtual()).nic(nic))
                .build();
        Domain domain = hypervisor.domains().define(spec);
        made.add(domain);
        domain.start();
        domain.console().expect("READY", PATIENCE);
        return domain;
    }

    private void tell(String what, Object value) {
        out.println(what + ": " + value);
    }

    private static String inside(Domain domain, String script) {
        ExecResult result = domain.guest().exec(PATIENCE, "sh", "-c", script);
        return (result.output() + result.errors()).strip().replace('\n', ' ');
    }

    private static boolean reaches(Domain domain, String address) {
        return domain.guest()
                .exec(PATIENCE, "ping", "-c", "1", "-w", "5", address)
                .succeeded();
    }

    private static boolean isHere(String device) {
        return Files.exists(Path.of("/sys/class/net", device));
    }

    private void bridge() {
        Domain one = running("b-one", NicSpec.bridge(BRIDGE).mac("52:54:00:77:00:02"));
        Domain two = running("b-two", NicSpec.bridge(BRIDGE));
        Domain alone = running("b-alone", NicSpec.unconnected());
        inside(one, "ip addr add 10.77.0.2/24 dev eth0");
        inside(two, "ip addr add 10.77.0.3/24 dev eth0");
        inside(alone, "ip addr add 10.77.0.4/24 dev eth0");
        tell("bridge inside", inside(one, "ls /sys/class/net; cat /sys/class/net/eth0/address"));
        tell("bridge neighbour", reaches(one, "10.77.0.3"));
        tell("bridge host", reaches(two, "10.77.0.1"));
        tell("bridge alone", reaches(alone, "10.77.0.1"));
        tell(
                "bridge addresses",
                one.addresses().stream()
                        .filter(address -> address.address().getHostAddress().startsWith("10."))
                        .map(address -> address.source() + " "
                                + address.guestInterface().orElse("-") + " "
                                + address.mac().orElseThrow() + " "
                                + address.address().getHostAddress() + "/"
                                + address.prefix())
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    private void moved() {
        tell("moved before", isHere(MOVED));
        Domain domain = running("m-one", NicSpec.of(new NicSource.HostInterface(MOVED)));
        tell("moved inside", inside(domain, "ls /sys/class/net"));
        tell("moved while", isHere(MOVED));
        domain.destroy();
        tell("moved after", isHere(MOVED));
    }

    private void shared() {
        NicSpec card = NicSpec.of(new NicSource.HostInterface(SHARED)).model(new NicModel("macvlan"));
        Domain one = running("s-one", card);
        Domain two = running("s-two", card);
        inside(one, "ip addr add 10.78.0.2/24 dev eth0");
        inside(two, "ip addr add 10.78.0.3/24 dev eth0");
        tell("shared while", isHere(SHARED));
        tell("shared neighbour", reaches(one, "10.78.0.3"));
    }
}
