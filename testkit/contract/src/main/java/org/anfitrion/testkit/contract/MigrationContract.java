package org.anfitrion.testkit.contract;

import org.anfitrion.spi.MigrationFacet;

/** The rules of {@link MigrationFacet}. */
public interface MigrationContract extends Contract {}
