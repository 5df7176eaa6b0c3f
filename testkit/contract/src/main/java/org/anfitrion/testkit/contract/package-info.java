/**
 * The driver contract: JUnit tests of every rule of {@code org.anfitrion.spi}, which a driver author adopts with one method.
 * Begin at {@link org.anfitrion.testkit.contract.DriverContract}.
 */
@NullMarked
package org.anfitrion.testkit.contract;

import org.jspecify.annotations.NullMarked;
