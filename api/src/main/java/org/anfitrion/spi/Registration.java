package org.anfitrion.spi;

/** Something that was registered, until it is closed. Closing twice does no harm. */
public interface Registration extends AutoCloseable {

    /** Ends the registration. */
    @Override
    void close();
}
