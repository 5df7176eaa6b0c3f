package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.SpiLevel;
import org.junit.jupiter.api.Test;

/** The rules of drivers, and of opening sessions: {@code DRV}. */
public interface OpeningContract extends Contract {

    /**
     * The driver says what it is.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DRV_1)
    default void aDriverDescribesItself(Bench bench) {
        HypervisorDriver driver = bench.backend().driver();
        DriverInfo info = driver.info();
        assertAll(
                () -> assertEquals(info, driver.info(), "info() says something else the second time"),
                () -> assertFalse(info.name().isBlank(), "the driver has no name"),
                () -> assertEquals(SpiLevel.CURRENT, info.spiLevel(), "the level of the SPI"),
                () -> {
                    String scheme = HypervisorUri.parse(bench.backend().uri()).scheme();
                    assertTrue(info.schemes().contains(scheme), () -> scheme + " is not one of " + info.schemes());
                });
    }

    /**
     * Listing drivers touches nothing.
     *
     * @param bench what the test works with
     * @throws Exception if the other JVM cannot be run
     */
    @Test
    @Checks(Rule.DRV_1)
    default void describingItselfTouchesNothing(Bench bench) throws Exception {
        Class<? extends HypervisorDriver> driver = bench.backend().driver().getClass();
        if (!DriverProbe.canMake(driver)) {
            throw Ruling.unknown("the driver's class has no public constructor without arguments: "
                    + "it cannot be asked in a JVM of its own");
        }
        assertEquals(List.of(), DriverProbe.of(driver), "what info() left behind in a fresh JVM");
    }

    /**
     * An impatient caller is not kept waiting.
     *
     * @param bench what the test works with
     * @throws Throwable if the driver hangs
     */
    @Test
    @Checks(Rule.DRV_2)
    default void openingEndsByItsDeadline(Bench bench) throws Throwable {
        Backend backend = bench.backend();
        opens(backend, backend.uri(), Duration.ZERO);
        if (backend.silent().isEmpty()) {
            bench.questions().note("no peer that keeps silent was given (BackendBuilder.silent)");
            return;
        }
        IntFunction<String> uris = backend.silent().get();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HypervisorException thrown = assertThrows(
                    HypervisorException.class,
                    () -> opens(backend, uris.apply(silent.getLocalPort()), Duration.ofSeconds(1)),
                    "a peer that says nothing");
            assertTrue(
                    thrown instanceof OperationTimeoutException || thrown instanceof ConnectionLostException,
                    () -> "a peer that says nothing is " + thrown);
        }
    }

    private static void opens(Backend backend, String uri, Duration within) throws Throwable {
        Background<Boolean> opening = Background.start("open " + uri, () -> {
            backend.driver()
                    .open(HypervisorUri.parse(uri), backend.context(within, false))
                    .close();
            return true;
        });
        try {
            opening.result(within.plus(backend.patience()));
        } catch (OperationTimeoutException e) {
            if (!within.isZero()) {
                throw e;
            }
            // To give up at once is as good as to be fast enough.
        }
    }

    /**
     * Failing again and again costs nothing.
     *
     * @param bench what the test works with
     * @throws IOException if the process cannot look at itself
     */
    @Test
    @Checks(Rule.DRV_2)
    default void openingInVainLeavesNothingBehind(Bench bench) throws IOException {
        List<Refusal> refusals = refusals(bench);
        refusals.forEach(refusal -> failure(bench, refusal));
        Footprint before = Footprint.now();
        int rounds = 5;
        for (int round = 0; round < rounds; round++) {
            refusals.forEach(refusal -> failure(bench, refusal));
        }
        int most = rounds * refusals.size();
        boolean shrunk = Eventually.holds(
                bench.backend().patience(), () -> Footprint.now().grewLessThan(before, most));
        assertTrue(shrunk, () -> most + " sessions that could not be opened: " + before + " became " + Footprint.now());
    }

    /**
     * Each reason to fail has its own exception.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DRV_3)
    default void everyReasonNotToOpenHasItsOwnException(Bench bench) {
        List<Refusal> refusals = refusals(bench);
        refusals.forEach(refusal -> refused(bench, refusal));
        if (refusals.stream().noneMatch(refusal -> refusal.type() == InvalidSpecException.class)) {
            bench.questions().note("no URI that cannot be meant was given (BackendBuilder.refuses)");
        }
    }

    private static List<Refusal> refusals(Bench bench) {
        List<Refusal> refusals = bench.backend().refusals();
        if (refusals.isEmpty()) {
            throw Ruling.unknown("no URI that cannot be opened was given (BackendBuilder.refuses)");
        }
        return refusals;
    }

    private static void refused(Bench bench, Refusal refusal) {
        HypervisorException thrown = failure(bench, refusal);
        Questions.assertType(refusal.type(), thrown);
        assertFalse(thrown.failure().reason().isBlank(), () -> "no reason is given for " + refusal.uri());
    }

    private static HypervisorException failure(Bench bench, Refusal refusal) {
        return assertThrows(
                HypervisorException.class,
                () -> refusal.driver()
                        .open(
                                HypervisorUri.parse(refusal.uri()),
                                bench.backend().context(Duration.ofSeconds(10), false))
                        .close(),
                refusal::uri);
    }
}
