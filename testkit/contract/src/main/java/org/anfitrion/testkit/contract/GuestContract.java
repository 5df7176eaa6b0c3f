package org.anfitrion.testkit.contract;

import org.anfitrion.spi.GuestFacet;

/** The rules of {@link GuestFacet}. */
public interface GuestContract extends Contract {}
