package org.anfitrion.testkit.contract;

import org.anfitrion.spi.DisplayFacet;

/** The rules of {@link DisplayFacet}. */
public interface DisplayContract extends Contract {}
