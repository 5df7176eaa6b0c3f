package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.Progress;
import org.jspecify.annotations.Nullable;

/** Tells how far a copy of a volume is, by the space that it takes: libvirt makes one in a single call, and has no job. */
final class CopyWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.storage");
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Calls calls;
    private final VolumeId copy;
    private final Progress progress;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean over;
    private volatile @Nullable Future<?> clock;

    CopyWatch(Calls calls, VolumeId copy, Progress progress) {
        this.calls = calls;
        this.copy = copy;
        this.progress = progress;
    }

    void begin(DataSize total) {
        clock = Workers.every(LOOK, () -> look(total));
    }

    /** Does not wait: an answer may take long, and the next look is left out until it is there. */
    private void look(DataSize total) {
        if (over || !looking.compareAndSet(false, true)) {
            return;
        }
        Attempt attempt = Volumes.attempt("watch", copy, false);
        Workers.run(() -> {
            try {
                long done = calls.aside(
                                attempt,
                                wire -> Volumes.with(
                                        wire,
                                        copy,
                                        attempt,
                                        (there, volume) -> Volumes.row(there, volume, copy, attempt)))
                        .allocation()
                        .bytes();
                if (!over && done < total.bytes()) {
                    progress.report(done, total.bytes(), WorkUnit.BYTES);
                }
            } catch (HypervisorException e) {
                LOG.log(Level.DEBUG, "how far a copy is cannot be told", e);
            } finally {
                looking.set(false);
            }
        });
    }

    @Override
    public void close() {
        over = true;
        Future<?> ticking = clock;
        if (ticking != null) {
            ticking.cancel(false);
        }
    }
}
