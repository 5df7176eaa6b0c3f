package org.anfitrion.driver.vbox;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which machines run, from what {@code list --long runningvms} printed for people: the only list of VBoxManage that tells paused
 * machines from running ones in one process.
 */
final class RunningMachines {

    private static final Pattern FIRST = Pattern.compile("^Name: {2,}.*");
    private static final Pattern IDENTITY = Pattern.compile("^UUID: {2,}([0-9a-fA-F-]{36})$");
    private static final Pattern STATE = Pattern.compile("^State: {2,}(.+?) \\(since [^)]*\\)$");

    private RunningMachines() {}

    /**
     * Reads the list.
     *
     * @param output what was printed
     * @param descriptions the text that people wrote about a machine, which is printed among the rest and could look like it
     */
    static Map<UUID, MachineState> parse(String output, Function<UUID, Optional<String>> descriptions) {
        Map<UUID, MachineState> states = new HashMap<>();
        Optional<UUID> machine = Optional.empty();
        Iterator<String> lines = List.of(output.split("\r?\n", -1)).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            Matcher identity = IDENTITY.matcher(line);
            Matcher state = STATE.matcher(line);
            if (FIRST.matcher(line).matches()) {
                machine = Optional.empty();
            } else if (identity.matches() && machine.isEmpty()) {
                machine = Optional.of(UUID.fromString(identity.group(1)));
            } else if (state.matches()) {
                machine.ifPresent(uuid -> states.putIfAbsent(uuid, MachineState.ofWords(state.group(1))));
            } else if (line.startsWith("Description:")) {
                long skipped = machine.flatMap(descriptions)
                        .map(text -> text.split("\r?\n", -1).length)
                        .orElse(0);
                for (long i = 0; i < skipped && lines.hasNext(); i++) {
                    lines.next();
                }
            }
        }
        return states;
    }
}
