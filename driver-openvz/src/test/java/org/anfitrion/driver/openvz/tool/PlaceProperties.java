package org.anfitrion.driver.openvz.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;

/** Words arrive on another machine as they are: a shell, the one program that ssh starts there, finds no syntax in them. */
class PlaceProperties {

    @Property(tries = 100)
    void wordsReachTheOtherMachineAsTheyAre(
            @ForAll @Size(min = 1, max = 4) List<@CharRange(from = 1, to = 0x24F) String> words)
            throws IOException, InterruptedException {
        // What stands for ssh here does what sshd does: it gives the one word to a shell.
        Place place = new Place(List.of("sh", "-c"), Optional.empty());
        List<String> there = new ArrayList<>(List.of("printf", "%s\\0"));
        there.addAll(words);
        Process process = new ProcessBuilder(place.reached(there)).start();
        byte[] output = process.getInputStream().readAllBytes();
        process.waitFor();
        assertEquals(String.join("\0", words) + "\0", new String(output, StandardCharsets.UTF_8));
    }
}
