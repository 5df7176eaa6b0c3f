/**
 * What a driver implements: {@link org.anfitrion.spi.HypervisorDriver}, {@link org.anfitrion.spi.Session} and the facets.
 * The numbered rules in these types are what the driver contract of the testkit checks.
 */
@NullMarked
package org.anfitrion.spi;

import org.jspecify.annotations.NullMarked;
