package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits of a container that runs are raised and lowered together, in an order that the kernel takes. */
class LiveLimitsIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private static DataSize mebibytes(long size) {
        return DataSize.mebibytes(size);
    }

    private static DomainSpec limited(DomainSpec spec, long memory) {
        return spec.toBuilder()
                .memory(mebibytes(memory))
                .tuning(spec.tuning().swapLimit(mebibytes(memory + 32)))
                .build();
    }

    @Test
    void memoryIsRaisedBeyondWhatMemoryAndSwapWereAndLoweredAgain() {
        Domain domain = bed.running(spec -> limited(spec.build(), 64).toBuilder());
        for (long memory : new long[] {128, 32}) {
            Described<DomainSpec> live = domain.describe(View.LIVE);
            domain.update(live, limited(live.spec(), memory), Scope.LIVE);
            assertEquals(
                    Optional.of(mebibytes(memory + 32)),
                    domain.describe(View.LIVE).spec().tuning().swapLimit());
        }
    }
}
