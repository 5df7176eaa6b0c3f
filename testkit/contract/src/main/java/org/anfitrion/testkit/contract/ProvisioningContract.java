package org.anfitrion.testkit.contract;

import org.anfitrion.spi.ProvisioningFacet;

/** The rules of {@link ProvisioningFacet}. */
public interface ProvisioningContract extends Contract {}
