package org.anfitrion.testkit.contract;

import org.anfitrion.spi.AddressFacet;

/** The rules of {@link AddressFacet}. */
public interface AddressContract extends Contract {}
