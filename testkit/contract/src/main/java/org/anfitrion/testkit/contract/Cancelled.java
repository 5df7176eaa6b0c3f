package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;

/** A job that is cancelled after so many reports; at once after none. */
final class Cancelled implements Progress {

    private final int after;
    private final List<Runnable> actions = new ArrayList<>();
    private int reports;

    Cancelled(int after) {
        this.after = after;
    }

    @Override
    public void report(long done, long total, WorkUnit unit) {
        List<Runnable> now;
        synchronized (this) {
            reports++;
            now = reports == after ? List.copyOf(actions) : List.of();
        }
        now.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean cancelled() {
        return reports >= after;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (reports < after) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
