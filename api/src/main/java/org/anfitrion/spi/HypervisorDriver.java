package org.anfitrion.spi;

import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;

/**
 * The entry of a driver: found by {@link java.util.ServiceLoader}, so it needs a public constructor without arguments, a
 * line in {@code META-INF/services/org.anfitrion.spi.HypervisorDriver} and, in a named module, {@code provides}.
 *
 * <p>Thread-safe. Rules:
 *
 * <ul>
 *   <li><b>DRV-1</b> {@link #info()} does no input or output and loads no native library. <i>Drivers are listed on hosts
 *       where they cannot run.</i>
 *   <li><b>DRV-2</b> {@link #open} ends by the context's deadline, and leaves nothing behind if it fails. <i>A caller that
 *       retries must not leak.</i>
 *   <li><b>DRV-3</b> A URI that cannot be meant is {@code InvalidSpecException}, a missing native part is {@code
 *       DriverUnavailableException} and says which package has it, nobody at home is {@code ConnectionLostException}.
 *       <i>Each asks for another remedy.</i>
 * </ul>
 */
public interface HypervisorDriver {

    /**
     * Describes the driver.
     *
     * @return name, schemes and SPI level
     */
    DriverInfo info();

    /**
     * Opens a session. Blocks.
     *
     * @param uri what to connect to; its scheme is one of those in {@link #info()}
     * @param context deadline, credentials and policies
     * @return a session that works
     */
    Session open(HypervisorUri uri, OpenContext context);
}
