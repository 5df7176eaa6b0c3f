package org.anfitrion.testkit.contract;

import org.anfitrion.spi.SnapshotFacet;

/** The rules of {@link SnapshotFacet}. */
public interface SnapshotContract extends Contract {}
