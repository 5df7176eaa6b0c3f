package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunningMachinesTest {

    private static final UUID WEB = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID OTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");

    private static String machine(UUID uuid, String state, String description) {
        return "Name:                        x\nUUID:                        " + uuid
                + "\nState:                       " + state + " (since 2026-11-22T09:38:01.803000000)\n"
                + "Name: 'share', Host path: '/tmp' (machine mapping), writable\n"
                + (description.isEmpty() ? "" : "Description:\n" + description + "\n")
                + "* Guest:\nConfigured memory balloon:   0MB\n\n\n";
    }

    @Test
    void eachMachineHasItsState() {
        String printed = machine(WEB, "running", "") + machine(OTHER, "paused", "");
        assertEquals(
                Map.of(WEB, MachineState.RUNNING, OTHER, MachineState.PAUSED),
                RunningMachines.parse(printed, uuid -> Optional.empty()));
    }

    @Test
    void aDescriptionThatLooksLikeAnotherMachineIsADescription() {
        String description = machine(OTHER, "paused", "").strip();
        assertEquals(
                Map.of(WEB, MachineState.RUNNING),
                RunningMachines.parse(machine(WEB, "running", description), uuid -> Optional.of(description)
                        .filter(text -> uuid.equals(WEB))));
    }

    @Test
    void theListOfARealMachineIsRead() {
        Map<UUID, MachineState> states =
                RunningMachines.parse(Transcripts.printed("list-vms-long.txt"), uuid -> Optional.empty());
        assertEquals(MachineState.ABORTED, states.get(WEB));
    }

    @Test
    void nobodyRunsWhereNothingIsListed() {
        assertEquals(Map.of(), RunningMachines.parse("", uuid -> Optional.empty()));
    }
}
