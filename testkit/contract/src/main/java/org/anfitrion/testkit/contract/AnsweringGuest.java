package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.jspecify.annotations.Nullable;

/** The one guest in which somebody answers, which the tests share because it may take long to boot. */
final class AnsweringGuest {

    private final Bench bench;
    private @Nullable DomainId id;
    private @Nullable AssertionError mute;

    private AnsweringGuest(Bench bench) {
        this.bench = bench;
    }

    /** The guest, started and answering. */
    static AnsweringGuest of(Bench bench) {
        bench.facet(GuestFacet.class, Feature.GUEST_EXEC);
        AnsweringGuest guest = bench.once(AnsweringGuest.class, () -> new AnsweringGuest(bench));
        guest.answers();
        return guest;
    }

    private void answers() {
        if (mute != null) {
            throw new AssertionError(mute.getMessage(), mute);
        }
        if (id != null
                && bench.find(id)
                        .filter(row -> row.state() == DomainState.RUNNING)
                        .isPresent()) {
            return;
        }
        String name = bench.name();
        bench.keep(name);
        id = bench.define(fixture().spec(bench.backend().plain(name))).id();
        bench.power(id, PowerAction.START);
        try {
            assertTrue(
                    Eventually.holds(fixture().within(), this::isThere),
                    () -> "nobody answered in the guest within " + fixture().within());
        } catch (AssertionError e) {
            // Once is enough: waiting again for each test would take many minutes.
            mute = e;
            throw e;
        }
    }

    private boolean isThere() {
        try {
            facet().ping(id(), Deadline.after(Duration.ofSeconds(5)));
            return true;
        } catch (UnsupportedCapabilityException e) {
            throw e;
        } catch (HypervisorException e) {
            return false;
        }
    }

    GuestFixture fixture() {
        return bench.backend().fixture(GuestFixture.class);
    }

    GuestFacet facet() {
        return bench.facet(GuestFacet.class, Feature.GUEST_EXEC);
    }

    DomainId id() {
        if (id == null) {
            throw new IllegalStateException("it was never started");
        }
        return id;
    }

    Target target() {
        return new Target.OfDomain(id());
    }

    GuestProcess start(ExecSpec spec) {
        return bench.perform(
                Feature.GUEST_EXEC, target(), () -> facet().exec(id(), spec, Deadline.after(Bench.ENOUGH)));
    }

    /** Runs a program to its end. */
    Ended run(ExecSpec spec) {
        try (GuestProcess process = start(spec)) {
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> all(process.output()));
            CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> all(process.errors()));
            int exitCode = process.await(Deadline.after(Bench.ENOUGH));
            return new Ended(exitCode, output.join(), errors.join());
        }
    }

    static byte[] all(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a program ended. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Ended(int exitCode, byte[] output, byte[] errors) {

        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        String complaints() {
            return new String(errors, StandardCharsets.UTF_8);
        }
    }
}
