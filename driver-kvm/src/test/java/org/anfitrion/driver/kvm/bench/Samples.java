package org.anfitrion.driver.kvm.bench;

import java.util.ArrayList;
import java.util.List;

/** Times of one contender, in nanoseconds. */
final class Samples {

    private final List<Long> nanos = new ArrayList<>();

    void add(long time) {
        nanos.add(time);
    }

    int count() {
        return nanos.size();
    }

    /** The time that half of them do not reach. */
    double median() {
        List<Long> sorted = nanos.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
    }
}
