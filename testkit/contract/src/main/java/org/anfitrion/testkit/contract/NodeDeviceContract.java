package org.anfitrion.testkit.contract;

import org.anfitrion.spi.NodeDeviceFacet;

/** The rules of {@link NodeDeviceFacet}. */
public interface NodeDeviceContract extends Contract {}
