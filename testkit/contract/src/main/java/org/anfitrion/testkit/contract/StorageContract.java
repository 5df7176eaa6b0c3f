package org.anfitrion.testkit.contract;

import org.anfitrion.spi.StorageFacet;

/** The rules of {@link StorageFacet}. */
public interface StorageContract extends Contract {}
