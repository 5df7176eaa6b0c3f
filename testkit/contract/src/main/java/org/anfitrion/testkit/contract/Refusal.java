package org.anfitrion.testkit.contract;

import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.spi.HypervisorDriver;

/**
 * An attempt to open a session that has to fail.
 *
 * @param driver the driver that is asked
 * @param uri where to connect
 * @param type how it has to fail
 */
record Refusal(HypervisorDriver driver, String uri, Class<? extends HypervisorException> type) {}
