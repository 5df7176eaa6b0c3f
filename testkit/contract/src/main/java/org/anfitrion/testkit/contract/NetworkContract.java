package org.anfitrion.testkit.contract;

import org.anfitrion.spi.NetworkFacet;

/** The rules of {@link NetworkFacet}. */
public interface NetworkContract extends Contract {}
