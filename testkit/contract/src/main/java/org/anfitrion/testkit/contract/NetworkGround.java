package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.network.NetworkSpec;

/**
 * What the rules of networks need on a backend. One network of it is up at a time. Immutable.
 *
 * <pre>{@code
 * NetworkGround.of(name -> NetworkSpec.nat(name, Subnet.of("10.77.0.1/24").dhcp("10.77.0.2", "10.77.0.99")))
 *         .client(b -> b.boot(kernel), Duration.ofSeconds(30))
 * }</pre>
 *
 * @param network describes a network that can be brought up, from its name; with a range for DHCP, if the backend has it
 * @param client a guest that asks for an address on each card, if there is one
 * @param foreign networks that a description cannot express, if they can be made here
 * @param deserted why no guest can run on these networks where the tests run; empty if they can
 */
public record NetworkGround(
        Function<String, NetworkSpec> network,
        Optional<DhcpClient> client,
        Optional<Foreign> foreign,
        Optional<String> deserted) {

    /**
     * Checks that nothing is missing.
     *
     * @param network describes a network that can be brought up, from its name; with a range for DHCP, if the backend has it
     * @param client a guest that asks for an address on each card, if there is one
     * @param foreign networks that a description cannot express, if they can be made here
     * @param deserted why no guest can run on these networks where the tests run; empty if they can
     */
    public NetworkGround {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(foreign, "foreign");
        Objects.requireNonNull(deserted, "deserted");
    }

    /**
     * Begins with networks alone.
     *
     * @param network describes a network that can be brought up, from its name
     * @return the ground
     */
    public static NetworkGround of(Function<String, NetworkSpec> network) {
        return new NetworkGround(network, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Adds a guest that asks for addresses.
     *
     * @param domain adds to a description what this guest needs; a card is added by the tests
     * @param within how long it may take until it has one
     * @return a ground with it
     */
    public NetworkGround client(UnaryOperator<DomainSpecBuilder> domain, Duration within) {
        return new NetworkGround(network, Optional.of(new DhcpClient(domain, within)), foreign, deserted);
    }

    /**
     * Adds networks that a description cannot express.
     *
     * @param define makes one with a name, by other means than the driver: a plain one but for something unknown
     * @param hasUnknown finds the unknown in a native configuration
     * @return a ground with them
     */
    public NetworkGround foreign(Consumer<String> define, Predicate<String> hasUnknown) {
        return new NetworkGround(network, client, Optional.of(new Foreign(define, hasUnknown)), deserted);
    }

    /**
     * Says that no guest can run on these networks where the tests run, though elsewhere they can.
     *
     * @param reason what is missing here
     * @return a ground that says so
     */
    public NetworkGround deserted(String reason) {
        return new NetworkGround(network, client, foreign, Optional.of(reason));
    }

    /**
     * A guest that asks for an address on each card.
     *
     * @param domain adds to a description what this guest needs
     * @param within how long it may take until it has one
     */
    public record DhcpClient(UnaryOperator<DomainSpecBuilder> domain, Duration within) {}

    /**
     * Networks that a description cannot express.
     *
     * @param define makes one with a name
     * @param hasUnknown finds in a native configuration what a description cannot express
     */
    public record Foreign(Consumer<String> define, Predicate<String> hasUnknown) {}
}
