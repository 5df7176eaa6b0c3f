package org.anfitrion.api;

import java.time.Duration;

/** Words for messages. */
final class Words {

    private Words() {}

    static String of(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
