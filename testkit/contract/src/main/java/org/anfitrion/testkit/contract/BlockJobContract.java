package org.anfitrion.testkit.contract;

import org.anfitrion.spi.BlockJobFacet;

/** The rules of {@link BlockJobFacet}. */
public interface BlockJobContract extends Contract {}
