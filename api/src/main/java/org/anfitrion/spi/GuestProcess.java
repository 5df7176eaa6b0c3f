package org.anfitrion.spi;

import java.io.InputStream;
import org.anfitrion.api.error.OperationTimeoutException;

/**
 * A program that runs in a guest. Its streams are read at the same time or one after the other: the driver keeps what is not
 * read yet. Thread-safe.
 */
public interface GuestProcess extends AutoCloseable {

    /**
     * Returns what the program writes to its standard output.
     *
     * @return the bytes, as they come; ends when the program has closed it
     */
    InputStream output();

    /**
     * Returns what the program writes to its standard error.
     *
     * @return the bytes, as they come; ends when the program has closed it
     */
    InputStream errors();

    /**
     * Waits until the program has ended.
     *
     * @param deadline until when
     * @return its exit code; 128 and the signal's number if a signal ended it
     * @throws OperationTimeoutException if it runs on; it is not killed by this
     */
    int await(Deadline deadline);

    /** Lets go: a program that runs is killed where the backend can. Closing twice does no harm. */
    @Override
    void close();
}
