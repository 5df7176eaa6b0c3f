package org.anfitrion.spi;

/** The level of this SPI: a driver states the one that it was written for, and is refused at any other. */
public final class SpiLevel {

    /** The level of this version of the library. It grows when a driver has to be changed. */
    public static final int CURRENT = 1;

    private SpiLevel() {}
}
