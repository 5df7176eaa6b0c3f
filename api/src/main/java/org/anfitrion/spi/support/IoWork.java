package org.anfitrion.spi.support;

import java.io.IOException;

/** Work with files. */
@FunctionalInterface
interface IoWork<T> {

    T run() throws IOException;
}
