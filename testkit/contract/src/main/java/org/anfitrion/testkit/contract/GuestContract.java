package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of what is done inside guests: {@code GST}. */
public interface GuestContract extends Contract {

    /**
     * No argument means anything to anybody but the program.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_1)
    default void argumentsArriveAsTheyAre(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        List<String> arguments = List.of(
                "",
                " ",
                "two words",
                "'",
                "\"",
                "$HOME",
                "`x`",
                "*",
                "\\n",
                "-n",
                "a;b|c&d",
                "ünïcödé 漢",
                "two\nlines");
        String expected = String.join("\0", arguments) + "\0";
        assertEquals(
                expected,
                guest.run(ExecSpec.of(guest.fixture().printing(arguments).toArray(new String[0])))
                        .text(),
                "the arguments that the program got");
    }

    /**
     * Variables, directory and user are those that were asked for.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_1)
    default void aProgramRunsWhereAndAsWhomItWasAskedFor(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        String directory = guest.fixture().directory();
        String value = "a b $c 'd' \"e\" = ü";
        assertAll(
                () -> assertEquals(
                        value + "\n",
                        guest.run(ExecSpec.of("printenv", "ANFITRION").environment(Map.of("ANFITRION", value)))
                                .text(),
                        "the variable"),
                () -> assertEquals(
                        directory + "\n",
                        guest.run(ExecSpec.of("pwd").directory(directory)).text(),
                        "the directory"));
        guest.fixture().user().ifPresent(user -> {
            ExecSpec asUser = ExecSpec.of("id", "-un").user(user);
            assertEquals(user + "\n", guest.run(asUser).text(), "the user");
        });
    }

    /**
     * Every byte of the input arrives, and every byte of the output comes back.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_1)
    default void inputAndOutputAreBytes(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        byte[] bytes = bytes(70_000);
        AnsweringGuest.Ended copied = guest.run(ExecSpec.of("cat").input(bytes));
        assertAll(
                () -> assertEquals(0, copied.exitCode(), "the exit code"),
                () -> assertArrayEquals(bytes, copied.output(), "what came back"),
                () -> assertEquals("", copied.complaints(), "the errors"));
    }

    /** All values of a byte, again and again. */
    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    /**
     * Output, errors and exit code are told apart.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_1)
    default void outputErrorsAndExitCodeComeBackApart(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        AnsweringGuest.Ended both =
                guest.run(ExecSpec.of("cat", "-", "/no/such/file").input("out".getBytes(StandardCharsets.US_ASCII)));
        int code = guest.run(ExecSpec.of(guest.fixture().exit().toArray(new String[0])))
                .exitCode();
        assertAll(
                () -> assertEquals(7, code, "the exit code"),
                () -> assertEquals("out", both.text(), "the output"),
                () -> assertTrue(both.complaints().contains("/no/such/file"), () -> "the errors: " + both.complaints()),
                () -> assertTrue(both.exitCode() > 0, "the exit code of what failed"));
    }

    /**
     * What is not there cannot run.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_2)
    default void aProgramThatIsNotThereIsNotFound(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        bench.questions().refused(NotFoundException.class, Feature.GUEST_EXEC, guest.target(), () -> guest.facet()
                .exec(guest.id(), ExecSpec.of("/no/such/program"), Deadline.after(Bench.ENOUGH))
                .close());
    }

    /**
     * Who asks in vain learns it in time.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_2)
    default void aGuestInWhichNobodyAnswersDoesNotKeepTheCaller(Bench bench) {
        GuestFacet facet = bench.facet(GuestFacet.class, Feature.GUEST_INFO);
        DomainSpec spec = bench.backend()
                .fixture(GuestFixture.class)
                .mute()
                .orElseThrow(() -> Ruling.no("every guest of this backend answers"))
                .apply(bench.spec().toBuilder())
                .build();
        DomainId id = bench.define(spec).id();
        bench.power(id, PowerAction.START);
        HypervisorException thrown = assertThrows(
                HypervisorException.class,
                () -> facet.ping(id, Deadline.after(bench.backend().patience())));
        assertTrue(
                thrown instanceof InvalidStateException || thrown instanceof OperationTimeoutException,
                () -> "expected InvalidStateException or OperationTimeoutException, but was " + thrown);
    }

    /**
     * Nothing is left running.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_3)
    default void aProgramThatIsLetGoIsKilled(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        if (guest.fixture().lasting().isEmpty() || guest.fixture().finding().isEmpty()) {
            throw Ruling.unknown("no program that lasts was given (GuestFixture.lasting)");
        }
        ExecSpec finding = ExecSpec.of(guest.fixture().finding().toArray(new String[0]));
        try (GuestProcess process =
                guest.start(ExecSpec.of(guest.fixture().lasting().toArray(new String[0])))) {
            assertTrue(
                    Eventually.holds(
                            bench.backend().patience(), () -> guest.run(finding).exitCode() == 0),
                    "the program does not run");
            assertThrows(
                    OperationTimeoutException.class,
                    () -> process.await(Deadline.after(Duration.ofMillis(20))),
                    "waiting for what runs on");
            assertEquals(0, guest.run(finding).exitCode(), "waiting has killed the program");
        }
        assertTrue(
                Eventually.holds(
                        bench.backend().patience(), () -> guest.run(finding).exitCode() != 0),
                "the program runs on after its process was closed");
    }

    /**
     * Files are bytes.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_4)
    default void aFileThatWasWrittenIsReadBack(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        String path = guest.fixture().directory() + "/" + bench.name();
        byte[] large = bytes(70_000);
        byte[] small = bytes(3);
        write(bench, guest, path, large);
        assertArrayEquals(large, read(bench, guest, path), "the file");
        write(bench, guest, path, small);
        assertArrayEquals(small, read(bench, guest, path), "the file, written again");
        write(bench, guest, path, new byte[0]);
        assertArrayEquals(new byte[0], read(bench, guest, path), "the file, made empty");
    }

    private static void write(Bench bench, AnsweringGuest guest, String path, byte[] content) {
        OutputStream target = bench.perform(Feature.GUEST_FILES, guest.target(), () -> guest.facet()
                .write(guest.id(), path, Deadline.after(Bench.ENOUGH)));
        try (target) {
            target.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Bench bench, AnsweringGuest guest, String path) {
        return bench.perform(
                Feature.GUEST_FILES,
                guest.target(),
                () -> AnsweringGuest.all(guest.facet().read(guest.id(), path, Deadline.after(Bench.ENOUGH))));
    }

    /**
     * A file that is not there is not empty.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_4)
    default void aFileThatIsNotThereIsNotFound(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        bench.questions()
                .refused(
                        NotFoundException.class,
                        Feature.GUEST_FILES,
                        guest.target(),
                        () -> AnsweringGuest.all(
                                guest.facet().read(guest.id(), "/no/such/file", Deadline.after(Bench.ENOUGH))));
    }

    /**
     * Who freezes knows that nobody else did.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_5)
    default void fileSystemsAreFrozenOnceAndThawed(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        int frozen = bench.perform(
                Feature.GUEST_FREEZE, guest.target(), () -> guest.facet().freeze(guest.id(), Set.of()));
        int thawed;
        try {
            assertTrue(frozen > 0, "no file system was frozen");
            assertThrows(
                    InvalidStateException.class,
                    () -> guest.facet().freeze(guest.id(), Set.of()),
                    "freezing what is frozen");
        } finally {
            thawed = guest.facet().thaw(guest.id());
        }
        assertEquals(frozen, thawed, "how many were thawed");
        assertEquals(0, guest.facet().thaw(guest.id()), "how many were thawed again");
    }

    /**
     * What the guest tells is what its programs tell.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_6)
    default void theFactsAreThoseOfTheGuest(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        GuestInfo info = bench.perform(
                Feature.GUEST_INFO, guest.target(), () -> guest.facet().info(guest.id(), Deadline.after(Bench.ENOUGH)));
        assertAll(
                () -> info.hostName()
                        .ifPresent(name -> assertEquals(
                                guest.run(ExecSpec.of("hostname")).text().strip(), name, "the name of the guest")),
                () -> info.kernel()
                        .ifPresent(kernel -> assertEquals(
                                guest.run(ExecSpec.of("uname", "-r")).text().strip(), kernel, "its kernel")),
                () -> assertFalse(
                        info.filesystems().stream()
                                .anyMatch(filesystem -> filesystem.mountPoint().isBlank()),
                        () -> "a file system without a mount point: " + info.filesystems()));
    }

    /**
     * The clock shows what it was set to.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_6)
    default void theClockIsTheGuests(Bench bench) {
        AnsweringGuest guest = AnsweringGuest.of(bench);
        Instant before = bench.perform(
                Feature.GUEST_TIME, guest.target(), () -> guest.facet().time(guest.id()));
        Instant wanted = before.plus(Duration.ofDays(2));
        guest.facet().setTime(guest.id(), wanted);
        Instant shown = guest.facet().time(guest.id());
        guest.facet().setTime(guest.id(), before);
        assertFalse(
                shown.isBefore(wanted.minusSeconds(2)) || shown.isAfter(wanted.plus(Bench.ENOUGH)),
                () -> "it shows " + shown + " after it was set to " + wanted);
    }

    /**
     * Nobody is in a domain that is off.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.GST_7)
    default void nobodyIsInADomainThatDoesNotRun(Bench bench) {
        GuestFacet facet = bench.facet(GuestFacet.class, Feature.GUEST_EXEC);
        GuestFixture fixture = bench.backend().fixture(GuestFixture.class);
        DomainId id = bench.define(fixture.spec(bench.spec())).id();
        List<Call> calls = new ArrayList<>(GuestCalls.looks(bench, facet, id));
        calls.addAll(GuestCalls.changes(bench, facet, id, id));
        bench.each(calls, call -> bench.questions()
                .refused(
                        InvalidStateException.class,
                        call.feature().orElseThrow(),
                        new Target.OfDomain(id),
                        call.operation()));
    }
}
