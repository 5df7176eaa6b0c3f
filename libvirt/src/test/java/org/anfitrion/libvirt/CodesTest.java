package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** libvirt's numbers become this library's words. */
class CodesTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, RUNNING, BOOTED",
        "1, 5, RUNNING, RESUMED",
        "2, 0, RUNNING, UNKNOWN",
        "3, 1, PAUSED, REQUESTED",
        "3, 5, PAUSED, IO_ERROR",
        "4, 1, SHUTTING_DOWN, REQUESTED",
        "5, 1, SHUT_OFF, GUEST_SHUTDOWN",
        "5, 2, SHUT_OFF, DESTROYED",
        "5, 5, SHUT_OFF, SAVED",
        "6, 1, CRASHED, CRASHED",
        "7, 0, PM_SUSPENDED, UNKNOWN",
        "0, 0, UNKNOWN, UNKNOWN"
    })
    void aStateAndItsReasonAreKnown(int state, int reason, DomainState known, StateReason why) {
        assertEquals(known, Codes.status(state, reason).state());
        assertEquals(why, Codes.status(state, reason).reason());
    }

    @Test
    void whatANewerLibvirtAddsIsUnknownAndNoError() {
        assertEquals(DomainState.UNKNOWN, Codes.status(99, 3).state());
        assertEquals(StateReason.UNKNOWN, Codes.status(1, 99).reason());
        assertFalse(Codes.knowsEvent(9));
        assertEquals("", Codes.detail(5, 99));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, DEFINED, added",
        "1, 0, UNDEFINED, removed",
        "2, 0, STARTED, booted",
        "3, 0, SUSPENDED, paused",
        "4, 0, RESUMED, unpaused",
        "5, 1, STOPPED, destroyed",
        "6, 1, SHUTDOWN, guest request",
        "7, 0, PM_SUSPENDED, memory",
        "8, 0, CRASHED, panicked"
    })
    void anEventAndItsDetailAreKnown(int event, int detail, Change change, String word) {
        assertEquals(change, Codes.change(event));
        assertEquals(word, Codes.detail(event, detail));
    }
}
