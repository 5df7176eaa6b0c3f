package org.anfitrion.testkit.contract;

import org.anfitrion.spi.StatisticsFacet;

/** The rules of {@link StatisticsFacet}. */
public interface StatisticsContract extends Contract {}
