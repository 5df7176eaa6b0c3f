package org.anfitrion.driver.vbox;

import java.time.Duration;
import java.util.Optional;
import org.anfitrion.api.domain.Tuning;

/** VirtualBox's execution cap: how much of a CPU of the host each virtual CPU may use, in percent. */
final class CpuCap {

    /** A cap has no period; this one makes a percent a millisecond. */
    static final Duration PERIOD = Duration.ofMillis(100);

    static final int NONE = 100;

    private CpuCap() {}

    /** The cap that a description asks for. */
    static int of(Tuning tuning) {
        return tuning.cpuQuota()
                .map(quota -> (int)
                        Math.min(NONE, quota.toNanos() * 100 / period(tuning).toNanos()))
                .orElse(NONE);
    }

    /** Why a description cannot be had; empty if it can. */
    static Optional<String> refusal(Tuning tuning) {
        if (tuning.cpuShares().isPresent()
                || !tuning.pinning().isEmpty()
                || tuning.emulatorPinning().isPresent()) {
            return Optional.of("VirtualBox caps what a virtual CPU uses; it has no shares and no pinning");
        }
        Duration period = period(tuning);
        long nanos = tuning.cpuQuota().map(Duration::toNanos).orElse(PERIOD.toNanos());
        boolean whole = nanos % 1_000_000 == 0 && nanos <= PERIOD.toNanos();
        if (!period.equals(PERIOD)
                || (tuning.cpuPeriod().isPresent() && tuning.cpuQuota().isEmpty())
                || !whole) {
            return Optional.of("VirtualBox caps a virtual CPU in whole percents: a quota of 1 to 100 ms in a period of "
                    + "100 ms");
        }
        return Optional.empty();
    }

    /** What a cap is in a description. */
    static Tuning tuning(int cap) {
        return cap >= NONE ? Tuning.NONE : Tuning.NONE.cpuPeriod(PERIOD).cpuQuota(Duration.ofMillis(cap));
    }

    private static Duration period(Tuning tuning) {
        return tuning.cpuPeriod().orElse(PERIOD);
    }
}
