package org.anfitrion.testkit.memory;

import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;
import org.jspecify.annotations.Nullable;

/**
 * The driver of hypervisors that exist only in this process, found by the scheme {@code mem}.
 *
 * <pre>
 *  mem:          a host of its own for each connection, with nothing on it
 *  mem:///name   the host of that name: all connections in this process see the same, see {@link MemoryHosts}
 * </pre>
 *
 * <p>A test that scripts guests or injects faults has a {@link MemoryHypervisor} in its hands and connects through {@link
 * MemoryHypervisor#driver()}.
 */
public final class MemoryDriver implements HypervisorDriver {

    static final String SCHEME = "mem";

    private final @Nullable MemoryHypervisor host;
    private final Set<String> schemes;

    /** Creates the driver that finds its host by the URI. */
    public MemoryDriver() {
        this.host = null;
        this.schemes = Set.of(SCHEME);
    }

    MemoryDriver(MemoryHypervisor host, Set<String> schemes) {
        this.host = host;
        this.schemes = Set.copyOf(schemes);
    }

    @Override
    public DriverInfo info() {
        return new DriverInfo("memory", "hypervisors in memory, for tests", schemes, SpiLevel.CURRENT, false);
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        HostModel model = (host == null ? named(uri) : host).model();
        Call call = Call.on(Operation.CONNECT, uri.toString()).until(context.deadline());
        if (context.readOnly()) {
            model.missing(Feature.READ_ONLY).ifPresent(reason -> {
                throw new UnsupportedCapabilityException(call.failure(reason));
            });
        }
        FaultRule.Strike strike = model.faults().strike(Operation.CONNECT, null);
        new Latency(model.clock()).await(strike.latency(), call, () -> {});
        if (strike.drop() != null) {
            throw new ConnectionLostException(call.failure("the connection broke before it was made"));
        }
        if (strike.failure() != null) {
            throw strike.failure().get();
        }
        if (call.isLate()) {
            throw new OperationTimeoutException(call.failure("its deadline has passed"));
        }
        return model.open(context);
    }

    private static MemoryHypervisor named(HypervisorUri uri) {
        if (uri.transport().isPresent()
                || uri.user().isPresent()
                || uri.host().isPresent()
                || uri.port().isPresent()) {
            throw malformed(uri, "a host in memory is in this process: it has no transport, user, host or port");
        }
        if (!uri.parameters().isEmpty()) {
            throw malformed(uri, "a host in memory has no parameters");
        }
        String name = uri.path().startsWith("/") ? uri.path().substring(1) : uri.path();
        if (name.indexOf('/') >= 0) {
            throw malformed(uri, "the name of a host in memory has no slash");
        }
        return name.isEmpty() ? new MemoryHypervisor() : MemoryHosts.named(name);
    }

    private static InvalidSpecException malformed(HypervisorUri uri, String why) {
        return InvalidSpecException.of("URI", uri, why);
    }
}
