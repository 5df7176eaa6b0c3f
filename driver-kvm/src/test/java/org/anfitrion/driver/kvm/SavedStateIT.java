package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real guest whose memory is put on disk: it goes on in the middle of what it did. */
class SavedStateIT {

    private static final Lab LAB = Lab.raised();
    private static final DomainStatus SAVED = new DomainStatus(DomainState.SHUT_OFF, StateReason.SAVED);
    private static Path root;
    private GuestHost guests;

    @BeforeAll
    static void makeRoot() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        root = LAB.root("s");
    }

    @BeforeEach
    void connect() {
        guests = GuestHost.embedded(LAB, root);
    }

    @AfterEach
    void disconnect() {
        guests.close();
    }

    private Domain domain() {
        return guests.define(guests.guest("saved-" + UUID.randomUUID()).build());
    }

    @Test
    void aSavedGuestGoesOnWithItsNextStart() {
        Domain domain = domain();
        Console console = guests.boot(domain);
        GuestHost.run(console, "note=kept");

        assertEquals(SAVED, domain.savedState().save().await(GuestHost.PATIENCE));
        assertTrue(domain.savedState().exists());
        domain.start();

        assertEquals(new DomainStatus(DomainState.RUNNING, StateReason.RESTORED), domain.status());
        assertFalse(domain.savedState().exists());
        String said = GuestHost.run(domain.console(), "echo note=$note");
        assertTrue(said.contains("note=kept"), said);
    }

    @Test
    void aGuestBootsWhenItsMemoryWasThrownAway() {
        Domain domain = domain();
        guests.boot(domain);
        domain.savedState().save().await(GuestHost.PATIENCE);
        assertThrows(InvalidStateException.class, domain::undefine);

        domain.savedState().discard();

        assertThrows(NotFoundException.class, () -> domain.savedState().discard());
        guests.boot(domain);
    }

    @Test
    void aFileIsAllThatIsNeededToGoOn() {
        Domain domain = domain();
        Console console = guests.boot(domain);
        GuestHost.run(console, "note=kept");
        String file = guests.folder().resolve("guest.save").toString();

        assertEquals(SAVED, domain.savedState().saveTo(file).await(GuestHost.PATIENCE));
        domain.undefine();
        Domain again = guests.adopt(guests.host().domains().restore(file).await(GuestHost.PATIENCE));

        assertEquals(domain, again);
        assertEquals(DomainState.RUNNING, again.state());
        String said = GuestHost.run(again.console(), "echo note=$note");
        assertTrue(said.contains("note=kept"), said);
        assertThrows(
                InvalidStateException.class,
                () -> guests.host().domains().restore(file).await(GuestHost.PATIENCE));
        String other = file + ".other";
        assertThrows(
                NotFoundException.class,
                () -> guests.host().domains().restore(other).await(GuestHost.PATIENCE));
    }
}
