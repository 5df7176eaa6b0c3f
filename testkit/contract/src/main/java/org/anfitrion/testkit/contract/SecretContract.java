package org.anfitrion.testkit.contract;

import org.anfitrion.spi.SecretFacet;

/** The rules of {@link SecretFacet}. */
public interface SecretContract extends Contract {}
