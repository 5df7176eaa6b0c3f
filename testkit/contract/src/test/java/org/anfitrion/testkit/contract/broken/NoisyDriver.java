package org.anfitrion.testkit.contract.broken;

import java.util.concurrent.CountDownLatch;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.testkit.memory.MemoryDriver;

/** Starts a thread when it is asked for its description. */
public final class NoisyDriver extends Wrapped.Driver {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** Creates the driver, as a service loader does. */
    public NoisyDriver() {
        this(new MemoryDriver());
    }

    NoisyDriver(HypervisorDriver sound) {
        super(sound);
    }

    @Override
    public DriverInfo info() {
        Thread thread = new Thread(
                () -> {
                    try {
                        NEVER.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "noise");
        thread.setDaemon(true);
        thread.start();
        return super.info();
    }
}
