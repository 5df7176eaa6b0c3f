package org.anfitrion.api;

import java.util.List;
import java.util.Objects;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.spi.HypervisorDriver;

/**
 * Where every use begins: connects to a hypervisor by its URI, through the driver that takes its scheme.
 *
 * <pre>
 *  qemu+ssh://admin@host.example:2222/system?keyfile=/home/admin/.ssh/id
 *  ──┬─ ─┬─   ──┬── ──────┬───── ─┬── ──┬─── ─────────────┬────────────
 *  scheme │    user      host    port  path           parameters
 *     transport
 * </pre>
 *
 * <p>{@code qemu:///embed?root=/var/tmp/demo} runs QEMU from inside this process, {@code qemu:///system} asks libvirt's
 * daemon, {@code kvm:} takes the best of this machine, {@code mem:} is the in-memory hypervisor for unit tests.
 *
 * <pre>{@code
 * try (Hypervisor host = Hypervisors.connect("qemu:///embed?root=/var/tmp/demo")) {
 *     host.domains().list().forEach(row -> System.out.println(row.name() + " " + row.state()));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Hypervisors {

    private Hypervisors() {}

    /**
     * Connects with default options.
     *
     * @param uri the hypervisor's address
     * @return the connection, to be closed
     * @throws org.anfitrion.api.error.InvalidSpecException if the URI is malformed
     * @throws org.anfitrion.api.error.DriverUnavailableException if no driver takes its scheme, or it cannot run here
     * @throws org.anfitrion.api.error.ConnectionLostException if nobody answers
     * @throws org.anfitrion.api.error.AuthenticationFailedException if the login was refused
     * @throws org.anfitrion.api.error.OperationTimeoutException if it took too long
     */
    public static Hypervisor connect(String uri) {
        return connect(uri, ConnectOptions.defaults());
    }

    /**
     * Connects.
     *
     * @param uri the hypervisor's address
     * @param options how
     * @return the connection, to be closed
     * @throws org.anfitrion.api.error.InvalidSpecException if the URI is malformed
     * @throws org.anfitrion.api.error.DriverUnavailableException if no driver takes its scheme, or it cannot run here
     * @throws org.anfitrion.api.error.ConnectionLostException if nobody answers
     * @throws org.anfitrion.api.error.AuthenticationFailedException if the login was refused
     * @throws org.anfitrion.api.error.OperationTimeoutException if it took too long
     */
    public static Hypervisor connect(String uri, ConnectOptions options) {
        HypervisorUri address = HypervisorUri.parse(uri);
        HypervisorDriver driver = options.driver()
                .map(given -> Drivers.checked(given, address))
                .orElseGet(() -> Drivers.seenBy(loader(options)).choose(address));
        return new Hypervisor(Link.open(driver, address, options));
    }

    /**
     * Lists the drivers that the thread's context class loader sees. Touches no backend.
     *
     * @return the drivers, with the place each came from
     */
    public static List<InstalledDriver> drivers() {
        return Drivers.seenBy(loader(ConnectOptions.defaults())).installed();
    }

    private static ClassLoader loader(ConnectOptions options) {
        return options.classLoader()
                .orElseGet(() -> Objects.requireNonNullElseGet(
                        Thread.currentThread().getContextClassLoader(), Hypervisors.class::getClassLoader));
    }
}
