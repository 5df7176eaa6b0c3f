package org.anfitrion.driver.vbox.manage;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.driver.vbox.Transcripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageErrorTest {

    private static HypervisorException exception(String said) {
        return ManageError.parse(said, 1).exception(Failure.to("try", "domain 'x'"));
    }

    @ParameterizedTest
    @CsvSource({
        "error-not-found.txt, org.anfitrion.api.error.NotFoundException",
        "error-already-exists.txt, org.anfitrion.api.error.AlreadyExistsException",
        "error-locked.txt, org.anfitrion.api.error.ResourceBusyException",
        "error-modify-running.txt, org.anfitrion.api.error.ResourceBusyException",
        "error-delete-running.txt, org.anfitrion.api.error.ResourceBusyException",
        "error-medium-in-use.txt, org.anfitrion.api.error.ResourceBusyException",
        "error-medium-not-found.txt, org.anfitrion.api.error.NotFoundException",
        "error-pause-paused.txt, org.anfitrion.api.error.InvalidStateException",
        "error-saved-poweroff.txt, org.anfitrion.api.error.InvalidStateException",
        "error-startvm.txt, org.anfitrion.api.error.BackendFailureException",
    })
    void eachErrorIsOfTheTypeThatItStandsFor(String transcript, Class<?> type) {
        assertEquals(type, exception(Transcripts.printed(transcript)).getClass());
    }

    @Test
    void theMessageIsWhatVirtualBoxSaidAndTheCodeIsAField() {
        HypervisorException thrown = exception(Transcripts.printed("error-not-found.txt"));
        assertAll(
                () -> assertEquals(
                        "Could not find a registered machine named 'nosuch'",
                        thrown.failure().reason()),
                () -> assertEquals(
                        0x80bb0001, thrown.nativeError().orElseThrow().code()),
                () -> assertTrue(thrown.getMessage().contains("VBOX_E_OBJECT_NOT_FOUND"), thrown::getMessage),
                () -> assertFalse(thrown.getMessage().contains("VBoxManageInfo.cpp"), thrown::getMessage));
    }

    @Test
    void aMachineThatIsBeingUnlockedIsWorthAnotherTry() {
        assertAll(
                () -> assertTrue(ManageError.parse(Transcripts.printed("error-locked.txt"), 1)
                        .isLocked()),
                () -> assertFalse(ManageError.parse(Transcripts.printed("error-not-found.txt"), 1)
                        .isLocked()));
    }

    @Test
    void progressAndWarningsAreNoErrors() {
        ManageError error = ManageError.parse(
                "0%...10%...20%\nVBoxManage: warning: Interface \"vboxnet0\" doesn't seem to exist\n"
                        + "VBoxManage: error: Something else\n",
                1);
        assertEquals(new ManageError("Something else", 1, ""), error);
    }

    @Test
    void ofASyntaxErrorTheManualIsLeftOut() {
        String said = "Oracle VirtualBox Command Line Management Interface Version 7.2.22_Debian\n"
                + "Copyright (C) 2005-2026 Oracle and/or its affiliates\n"
                + "Invalid shared folder name 'x y': contains space\n"
                + "Usage:\n  VBoxManage sharedfolder add <global | uuid | vmname>\n";
        HypervisorException thrown = ManageError.parse(said, 2).exception(Failure.to("define", "domain 'x'"));
        assertAll(
                () -> assertEquals(InvalidSpecException.class, thrown.getClass()),
                () -> assertEquals(
                        "Invalid shared folder name 'x y': contains space",
                        thrown.failure().reason()));
    }

    @Test
    void whoeverSaysNothingHasAnExitCode() {
        HypervisorException thrown = ManageError.parse("", 139).exception(Failure.to("start", "domain 'x'"));
        assertAll(
                () -> assertEquals(BackendFailureException.class, thrown.getClass()),
                () -> assertEquals(139, thrown.nativeError().orElseThrow().code()));
    }

    @Test
    void wordsThatOneCodeStandsForAreToldApart() {
        String file = "\nVBoxManage: error: Details: code VBOX_E_FILE_ERROR (0x80bb0004), component MachineWrap\n";
        assertAll(
                () -> assertEquals(
                        AlreadyExistsException.class,
                        exception("VBoxManage: error: Machine settings file '/a' already exists" + file)
                                .getClass()),
                () -> assertEquals(
                        NotFoundException.class,
                        exception("VBoxManage: error: Could not open '/a' (VERR_PATH_NOT_FOUND)" + file)
                                .getClass()),
                () -> assertEquals(
                        BackendFailureException.class,
                        exception("VBoxManage: error: Could not read '/a' (VERR_VD_GEN_INVALID_HEADER)" + file)
                                .getClass()),
                () -> assertEquals(
                        InvalidStateException.class,
                        exception(
                                        "VBoxManage: error: Invalid machine state: PoweredOff\nVBoxManage: error: Details: code"
                                                + " VBOX_E_INVALID_VM_STATE (0x80bb0002), component ConsoleWrap\n")
                                .getClass()),
                () -> assertEquals(
                        ResourceBusyException.class,
                        exception("VBoxManage: error: The object is not ready\nVBoxManage: error: Details: code"
                                        + " E_ACCESSDENIED (0x80070005), component SessionMachine\n")
                                .getClass()));
    }
}
