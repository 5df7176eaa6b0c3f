package org.anfitrion.api.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

    private static final NativeError SAID = new NativeError("libvirt/qemu", 38, "Failed to get lock");
    private static final Failure BARE = Failure.to("start", "domain 'web'");

    @Test
    void aFailureTellsWhatWasAttemptedOnWhatAndWhy() {
        Failure failure = BARE.because("it is already running");
        assertEquals("start", failure.operation());
        assertEquals("domain 'web'", failure.target());
        assertEquals("it is already running", failure.reason());
        assertEquals(Optional.empty(), failure.nativeError());
        assertFalse(failure.outcomeUnknown());
        assertEquals("cannot start domain 'web': it is already running", failure.toString());
    }

    @Test
    void aFailureWithoutTargetOrReasonIsStillASentence() {
        assertEquals("cannot start domain 'web'", BARE.toString());
        assertEquals("cannot list domains", Failure.to("list domains", "").toString());
    }

    @Test
    void whatTheBackendSaidIsTheReasonUnlessThereIsOneAndIsSaidOnce() {
        assertEquals("Failed to get lock", BARE.saidBy(SAID).reason());
        assertEquals(
                "cannot start domain 'web': Failed to get lock [libvirt/qemu error 38]",
                BARE.saidBy(SAID).toString());
        Failure explained = BARE.because("its disk is in use").saidBy(SAID);
        assertEquals("its disk is in use", explained.reason());
        assertEquals(
                "cannot start domain 'web': its disk is in use [libvirt/qemu error 38: Failed to get lock]",
                explained.toString());
        assertEquals(
                explained.toString(),
                BARE.saidBy(SAID).because("its disk is in use").toString());
    }

    @Test
    void anUnknownOutcomeIsSaid() {
        Failure lost = BARE.because("the wire broke").withOutcomeUnknown();
        assertTrue(lost.outcomeUnknown());
        assertTrue(lost.toString().contains("may have taken effect"), lost.toString());
        assertFalse(BARE.toString().contains("may have taken effect"));
    }

    @Test
    void noPartIsLostWhenAnotherIsAdded() {
        IllegalStateException cause = new IllegalStateException();
        Failure whole = BARE.causedBy(cause).withOutcomeUnknown().saidBy(SAID).because("why");
        Failure again = BARE.because("why").saidBy(SAID).withOutcomeUnknown().causedBy(cause);
        for (Failure failure : new Failure[] {whole, again}) {
            assertEquals("start", failure.operation());
            assertEquals("domain 'web'", failure.target());
            assertEquals("why", failure.reason());
            assertEquals(Optional.of(SAID), failure.nativeError());
            assertTrue(failure.outcomeUnknown());
            assertSame(cause, new NotFoundException(failure).getCause());
        }
    }

    @Test
    void aFailureHasNoHoles() {
        assertThrows(NullPointerException.class, () -> Failure.to(null, "a"));
        assertThrows(NullPointerException.class, () -> Failure.to("a", null));
        assertThrows(NullPointerException.class, () -> BARE.because(null));
        assertThrows(NullPointerException.class, () -> BARE.saidBy(null));
        assertThrows(NullPointerException.class, () -> BARE.causedBy(null));
    }

    @Test
    void whatABackendSaidIsShownWithWhoSaidIt() {
        assertEquals("libvirt/qemu error 38: Failed to get lock", SAID.toString());
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyExceptionCarriesItsFailure(Class<? extends HypervisorException> type)
            throws ReflectiveOperationException {
        Failure failure = BARE.because("why").saidBy(SAID).withOutcomeUnknown();
        HypervisorException thrown = type.getConstructor(Failure.class).newInstance(failure);
        assertSame(failure, thrown.failure());
        assertEquals(failure.toString(), thrown.getMessage());
        assertEquals(Optional.of(SAID), thrown.nativeError());
        assertTrue(thrown.outcomeUnknown());
        assertNull(thrown.getCause());
        HypervisorException plain = type.getConstructor(Failure.class).newInstance(BARE);
        assertEquals(Optional.empty(), plain.nativeError());
        assertFalse(plain.outcomeUnknown());
    }

    static Stream<Class<?>> types() {
        return Arrays.stream(HypervisorException.class.getPermittedSubclasses());
    }

    /** As test runners and grids do that run code in other processes. */
    @Test
    void anExceptionKeepsItsPartsOnTheWayToAnotherProcess() throws IOException, ClassNotFoundException {
        HypervisorException arrived = sent(new ResourceBusyException(
                BARE.because("why").saidBy(SAID).withOutcomeUnknown().causedBy(new IllegalStateException("it"))));
        assertInstanceOf(ResourceBusyException.class, arrived);
        assertEquals("start", arrived.failure().operation());
        assertEquals("domain 'web'", arrived.failure().target());
        assertEquals("why", arrived.failure().reason());
        assertEquals(Optional.of(SAID), arrived.nativeError());
        assertTrue(arrived.outcomeUnknown());
        assertEquals("it", arrived.getCause().getMessage());
        assertEquals(arrived.getMessage(), arrived.failure().toString());
        HypervisorException plain = sent(new NotFoundException(BARE));
        assertEquals(Optional.empty(), plain.nativeError());
        assertFalse(plain.outcomeUnknown());
        assertNull(plain.getCause());
    }

    private static HypervisorException sent(HypervisorException thrown) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(wire)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(wire.toByteArray()))) {
            return (HypervisorException) in.readObject();
        }
    }

    @Test
    void anImpossibleValueIsNamedWithTheReason() {
        InvalidSpecException e = InvalidSpecException.of("memory", 0, "must be 1 MiB or more");
        assertEquals("cannot accept memory '0': must be 1 MiB or more", e.getMessage());
        assertFalse(e.outcomeUnknown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u001bb", "a\u0085b", "a\0b"})
    void aControlCharacterIsMadeVisible(String value) {
        assertEquals(
                "name 'a\uFFFDb'",
                InvalidSpecException.of("name", value, "no").failure().target());
    }

    @Test
    void aLongValueIsShownShortened() {
        String fits = "n".repeat(80);
        assertEquals(
                "name '" + fits + "'",
                InvalidSpecException.of("name", fits, "no").failure().target());
        assertEquals(
                "name '" + "n".repeat(79) + "…'",
                InvalidSpecException.of("name", fits + "n", "no").failure().target());
    }
}
