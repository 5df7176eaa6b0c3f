package org.anfitrion.testkit.contract.broken;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong before there is a session. */
final class DriverFaults {

    private DriverFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.driver(Rule.DRV_1, "info() starts a thread", NoisyDriver::new),
                Fault.driver(Rule.DRV_1, "info() is different each time", ForgetfulDriver::new),
                Fault.driver(Rule.DRV_2, "opening ignores the deadline", SlowDriver::new),
                Fault.driver(Rule.DRV_2, "a failed opening leaves a thread behind", LeakingDriver::new),
                Fault.driver(Rule.DRV_3, "a URI that cannot be meant is a failure of the backend", VagueDriver::new));
    }

    private static final class ForgetfulDriver extends Wrapped.Driver {

        private final AtomicInteger count = new AtomicInteger();

        ForgetfulDriver(HypervisorDriver sound) {
            super(sound);
        }

        @Override
        public DriverInfo info() {
            DriverInfo info = super.info();
            return new DriverInfo(
                    info.name() + count.incrementAndGet(),
                    info.description(),
                    info.schemes(),
                    info.spiLevel(),
                    info.lastResort());
        }
    }

    private static final class SlowDriver extends Wrapped.Driver {

        SlowDriver(HypervisorDriver sound) {
            super(sound);
        }

        @Override
        public Session open(HypervisorUri uri, OpenContext context) {
            if (context.deadline().hasPassed()) {
                LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
            }
            return super.open(uri, context);
        }
    }

    private static final class LeakingDriver extends Wrapped.Driver {

        private final CountDownLatch leak = new CountDownLatch(1);

        LeakingDriver(HypervisorDriver sound) {
            super(sound);
        }

        @Override
        public Session open(HypervisorUri uri, OpenContext context) {
            try {
                return super.open(uri, context);
            } catch (HypervisorException e) {
                Thread thread = new Thread(this::linger, "leak " + UUID.randomUUID());
                thread.setDaemon(true);
                thread.start();
                throw e;
            }
        }

        private void linger() {
            try {
                leak.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class VagueDriver extends Wrapped.Driver {

        VagueDriver(HypervisorDriver sound) {
            super(sound);
        }

        @Override
        public Session open(HypervisorUri uri, OpenContext context) {
            try {
                return super.open(uri, context);
            } catch (InvalidSpecException e) {
                throw new BackendFailureException(e.failure());
            }
        }
    }
}
