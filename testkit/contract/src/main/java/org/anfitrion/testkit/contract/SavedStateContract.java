package org.anfitrion.testkit.contract;

import org.anfitrion.spi.SavedStateFacet;

/** The rules of {@link SavedStateFacet}. */
public interface SavedStateContract extends Contract {}
