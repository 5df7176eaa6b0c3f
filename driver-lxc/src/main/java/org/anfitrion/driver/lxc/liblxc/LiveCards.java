package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.lxc.config.ContainerCard;
import org.anfitrion.driver.lxc.liblxc.wire.Container;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.anfitrion.spi.support.CommandResult;

/**
 * Network cards of one container that runs. What is made for the container is made by ip(8), in its network from the first moment
 * on; an interface of the host is moved by liblxc.
 */
final class LiveCards {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern ADDRESS = Pattern.compile("link/ether ([0-9a-f:]{17})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Container container;
    private final String process;
    private final Failure attempt;

    LiveCards(Container container, long process, Failure attempt) {
        this.container = container;
        this.process = Long.toString(process);
        this.attempt = attempt;
    }

    /**
     * What a card was called.
     *
     * @param inside in the container
     * @param outside its other end on the host, if it has one
     */
    record Names(String inside, Optional<String> outside) {}

    /** The address of an interface of the host, which it keeps in a container. */
    static MacAddress address(NicSource.HostInterface host, Failure attempt) {
        // Java does not see one without an address of the Internet.
        String said = run(Command.of("ip", "-oneline", "link", "show", "dev", host.device()), attempt)
                .output();
        Matcher matcher = ADDRESS.matcher(said);
        if (!matcher.find()) {
            throw InvalidSpecException.of("NIC", host.device(), "it has no Ethernet address");
        }
        return MacAddress.of(matcher.group(1));
    }

    /** Plugs a card in, with the address that it has, and switches it on. */
    Names attach(NicSpec nic) {
        String mac = nic.mac().orElseThrow().text();
        if (nic.source() instanceof NicSource.HostInterface host) {
            if (nic.model().isEmpty()) {
                if (!container.attachInterface(host.device(), host.device())) {
                    throw new BackendFailureException(container.blamed(attempt));
                }
                on(host.device());
                return new Names(host.device(), Optional.empty());
            }
            String inside = free();
            ip(
                    "link",
                    "add",
                    "link",
                    host.device(),
                    "name",
                    inside,
                    "address",
                    mac,
                    "netns",
                    process,
                    "type",
                    "macvlan",
                    "mode",
                    "bridge");
            on(inside);
            return new Names(inside, Optional.empty());
        }
        String inside = free();
        String outside = "veth" + Integer.toUnsignedString(RANDOM.nextInt(), 36);
        ip("link", "add", "name", outside, "type", "veth", "peer", "name", inside, "address", mac, "netns", process);
        boolean whole = false;
        try {
            if (nic.source() instanceof NicSource.Bridge bridge) {
                ip("link", "set", "dev", outside, "master", bridge.device());
            }
            ip("link", "set", "dev", outside, "up");
            on(inside);
            whole = true;
            return new Names(inside, Optional.of(outside));
        } finally {
            if (!whole) {
                ip("link", "del", "dev", outside);
            }
        }
    }

    /** Plugs a card out. */
    void detach(ContainerCard card, NicSpec nic) {
        if (nic.source() instanceof NicSource.HostInterface host && nic.model().isEmpty()) {
            if (!container.detachInterface(card.inside(), host.device())) {
                throw new BackendFailureException(container.blamed(attempt));
            }
            return;
        }
        inside("link", "del", "dev", card.inside());
    }

    private void on(String device) {
        inside("link", "set", "dev", device, "up");
    }

    /** The first of {@code eth0}, {@code eth1} … that the container has not. */
    private String free() {
        Set<String> taken;
        try {
            taken = Splitter.on('\n')
                    .splitToStream(Files.readString(Path.of("/proc", process, "net", "dev")))
                    .map(line -> line.strip().replaceFirst(":.*", ""))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because("the container has ended").causedBy(e));
        }
        int number = 0;
        while (taken.contains("eth" + number)) {
            number++;
        }
        return "eth" + number;
    }

    private void ip(String... words) {
        run(Command.of("ip", words));
    }

    /** The host's program, in the container's network. */
    private void inside(String... words) {
        run(Command.of("nsenter", "--target", process, "--net", "ip").arguments(List.of(words)));
    }

    private void run(Command command) {
        run(command, attempt);
    }

    private static CommandResult run(Command command, Failure attempt) {
        CommandResult result = command.attempting(attempt.operation(), attempt.target())
                .changing()
                .installedBy("package iproute2")
                .run(Deadline.after(PATIENCE));
        result.orThrow();
        return result;
    }

    /** Plugs a card out again that was plugged in for nothing. */
    void undo(ContainerCard card, NicSpec nic, HypervisorException why) {
        try {
            detach(card, nic);
        } catch (HypervisorException e) {
            why.addSuppressed(e);
        }
    }
}
