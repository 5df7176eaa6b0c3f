package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of libvirt's errors becomes one of ours, with libvirt's own words and number. */
class ErrorTableTest {

    private static final Attempt START = new Attempt("start", "domain 'web'", true);
    private static final Attempt LIST = new Attempt("list", "domains", false);
    private static final int QEMU = 10;
    private static final int RPC = 7;

    @Test
    void everyNumberOfLibvirt9HasARow() {
        assertTrue(IntStream.rangeClosed(0, 110)
                .allMatch(number -> ErrorCode.of(number).isPresent()));
        assertEquals(111, ErrorCode.values().length);
    }

    @Test
    void everyPartOfLibvirt9HasAName() {
        assertEquals(73, ErrorDomain.count());
        assertEquals("qemu", ErrorDomain.name(QEMU));
        assertEquals("ch", ErrorDomain.name(72));
        assertEquals("4711", ErrorDomain.name(4711));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorSaysWhatWasAttemptedAndWhatLibvirtSaid(ErrorCode code) {
        HypervisorException failure = new LibvirtError(code.number(), QEMU, "it went wrong").translate(START);
        assertTrue(failure.getMessage().startsWith("cannot start domain 'web': it went wrong"), failure.getMessage());
        assertEquals("libvirt/qemu", failure.nativeError().orElseThrow().source());
        assertEquals(code.number(), failure.nativeError().orElseThrow().code());
    }

    @Test
    void aNumberOfANewerLibvirtIsABackendFailureWithThatNumber() {
        HypervisorException failure = new LibvirtError(4711, QEMU, "something new").translate(START);
        assertInstanceOf(BackendFailureException.class, failure);
        assertEquals(4711, failure.nativeError().orElseThrow().code());
    }

    @ParameterizedTest
    @CsvSource({
        "42, NotFoundException",
        "43, NotFoundException",
        "3, UnsupportedCapabilityException",
        "84, UnsupportedCapabilityException",
        "55, InvalidStateException",
        "29, AccessDeniedException",
        "45, AuthenticationFailedException",
        "68, OperationTimeoutException",
        "78, OperationCancelledException",
        "87, ResourceBusyException",
        "27, InvalidSpecException",
        "28, AlreadyExistsException",
        "39, ConnectionLostException",
        "1, BackendFailureException"
    })
    void aCodeIsTheTypeThatACallerCanActOn(int code, String type) {
        assertEquals(
                type,
                new LibvirtError(code, QEMU, "x").translate(START).getClass().getSimpleName());
    }

    /** Messages as libvirt 9.0 wrote them under codes that say no more than "failed". */
    @Test
    void whereACodeSaysNothingTheWordsDecide() {
        assertInstanceOf(
                AlreadyExistsException.class,
                said(9, "operation failed: domain 'n1' already exists with uuid edcef40b-5495-4b89-96b6-a10a36f1de38"));
        assertInstanceOf(InvalidStateException.class, said(1, "internal error: Domain 'n1' is already running"));
        assertInstanceOf(
                ResourceBusyException.class,
                said(9, "operation failed: Active console session exists for this domain"));
        assertInstanceOf(
                UnsupportedCapabilityException.class,
                said(8, "unsupported flags (0x2) in function testDomainCreateXML"));
        assertInstanceOf(
                NotFoundException.class,
                said(38, "Cannot access storage file '/no/such.img': No such file or directory"));
    }

    @Test
    void wordsUnderACodeThatSpeaksForItselfDecideNothing() {
        assertInstanceOf(
                NotFoundException.class,
                said(42, "Domain not found: no domain with matching name 'already exists with uuid'"));
        assertInstanceOf(BackendFailureException.class, said(2, "client socket is closed"));
    }

    private static HypervisorException said(int code, String message) {
        return new LibvirtError(code, QEMU, message).translate(START);
    }

    @Test
    void aChangeWhoseWireBrokeHasAnUnknownOutcomeAndAReadHasNot() {
        LibvirtError error = new LibvirtError(1, RPC, "internal error: client socket is closed");
        assertTrue(error.aboutTheWire());
        HypervisorException change = error.translate(START, false);
        assertInstanceOf(ConnectionLostException.class, change);
        assertTrue(change.outcomeUnknown());
        HypervisorException read = error.translate(LIST, false);
        assertInstanceOf(ConnectionLostException.class, read);
        assertFalse(read.outcomeUnknown());
    }

    @Test
    void aComplaintOfTheWireThatIsStillThereIsNoLostConnection() {
        LibvirtError error = new LibvirtError(39, RPC, "Unable to encode message payload");
        assertInstanceOf(BackendFailureException.class, error.translate(START, true));
    }

    @Test
    void anOperationThatTimedOutMayHaveTakenEffect() {
        HypervisorException failure = said(68, "Timed out during operation: waiting for the job's end");
        assertInstanceOf(OperationTimeoutException.class, failure);
        assertTrue(failure.outcomeUnknown());
    }

    @Test
    void anOperationThatNeverGotItsDomainIsRefusedAsBusy() {
        HypervisorException failure = said(68, "Timed out during operation: cannot acquire state change lock");
        assertInstanceOf(ResourceBusyException.class, failure);
        assertFalse(failure.outcomeUnknown());
    }
}
