package org.anfitrion.testkit.contract;

import org.anfitrion.spi.ChannelFacet;

/** The rules of {@link ChannelFacet}. */
public interface ChannelContract extends Contract {}
