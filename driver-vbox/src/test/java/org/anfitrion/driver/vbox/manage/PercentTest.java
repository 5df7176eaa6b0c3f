package org.anfitrion.driver.vbox.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;

class PercentTest {

    private final List<Long> reported = new ArrayList<>();

    private final Percent percent = new Percent(new Progress() {
        @Override
        public void report(long done, long total, WorkUnit unit) {
            assertEquals(100, total);
            assertEquals(WorkUnit.PERCENT, unit);
            reported.add(done);
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable action) {
            // never
        }
    });

    @Test
    void piecesMayEndAnywhere() {
        List.of("0%...1", "0%...", "20", "%...", "100", "%\n").forEach(percent::take);
        assertEquals(List.of(0L, 10L, 20L, 100L), reported);
    }

    @Test
    void nothingIsReportedTwice() {
        List.of("0%...", "...", "10%", "").forEach(percent::take);
        assertEquals(List.of(0L, 10L), reported);
    }

    @Test
    void whatIsMoreThanAllIsNoProgress() {
        percent.take("disk is 250% of what it was");
        assertEquals(List.of(), reported);
    }
}
