package org.anfitrion.testkit.contract;

import org.anfitrion.spi.BackupFacet;

/** The rules of {@link BackupFacet}. */
public interface BackupContract extends Contract {}
