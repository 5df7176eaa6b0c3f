package org.anfitrion.testkit.contract;

import org.anfitrion.spi.DeviceFacet;

/** The rules of {@link DeviceFacet}. */
public interface DeviceContract extends Contract {}
