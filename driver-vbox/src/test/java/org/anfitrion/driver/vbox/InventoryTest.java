package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.manage.Gate;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.spi.DomainRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and identities are in files: none of this runs VBoxManage. */
class InventoryTest {

    private static final DomainId WEB = new DomainId("11111111-1111-4111-8111-111111111111");
    private static final DomainId BROKEN = new DomainId("22222222-2222-4222-8222-222222222222");

    @TempDir
    private Path home;

    private Machines machines;
    private Inventory inventory;

    @BeforeEach
    void twoMachinesOfWhichOneIsBroken() throws IOException {
        Files.writeString(home.resolve("VirtualBox.xml"), """
                <VirtualBox xmlns="http://www.virtualbox.org/"><Global><MachineRegistry>
                  <MachineEntry uuid="{22222222-2222-4222-8222-222222222222}" src="broken.vbox"/>
                  <MachineEntry uuid="{11111111-1111-4111-8111-111111111111}" src="web.vbox"/>
                </MachineRegistry></Global></VirtualBox>
                """);
        Files.writeString(home.resolve("broken.vbox"), "<VirtualBox><Machine");
        Files.writeString(home.resolve("web.vbox"), Transcripts.read("saved.vbox"));
        machines = new Machines(new Manage(Path.of("/no/such/VBoxManage"), Map.of(), new OpenGate()), home, () -> {
            throw new AssertionError("nothing here is asked of the facet of domains");
        });
        inventory = new Inventory(machines);
    }

    private record OpenGate() implements Gate {

        @Override
        public void admit(Failure attempt, boolean changes) {
            // open
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }

    @Test
    void aBrokenFileHidesNoOtherMachine() {
        List<String> names = inventory.list(DomainFilter.all(), Set.of()).stream()
                .map(DomainInfo::name)
                .toList();
        assertAll(
                () -> assertEquals(List.of("broken", "web \"one\" ü"), names),
                () -> assertEquals(
                        Optional.of(WEB),
                        inventory
                                .find(new DomainRef.ByName("web \"one\" ü"), Set.of())
                                .map(DomainInfo::id)));
    }

    @Test
    void whoeverAsksForTheBrokenMachineIsToldWhy() {
        assertThrows(BackendFailureException.class, () -> machines.begin("read", BROKEN, false));
    }

    @Test
    void whatIsNotRegisteredIsNotThere() {
        assertAll(
                () -> assertThrows(
                        NotFoundException.class,
                        () -> machines.begin("read", new DomainId("33333333-3333-4333-8333-333333333333"), false)),
                () -> assertThrows(
                        NotFoundException.class, () -> machines.begin("read", new DomainId("another driver's"), false)),
                () -> assertEquals(Optional.empty(), inventory.find(new DomainRef.ByName("nobody"), Set.of())));
    }

    @Test
    void virtualBoxHasNoTransientMachines() {
        assertEquals(List.of(), inventory.list(DomainFilter.all().and(DomainFilter.Persistence.TRANSIENT), Set.of()));
    }
}
