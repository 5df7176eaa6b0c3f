package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.unit.DataSize;

/**
 * The processes that machines run in, at one moment: each has {@code --startvm UUID} among its arguments, whatever program it is
 * (VBoxHeadless, VirtualBoxVM, VBoxSDL). Java tells the arguments of processes on Linux and macOS.
 */
final class MachineProcesses {

    private final Map<UUID, ProcessHandle> processes = new HashMap<>();

    private MachineProcesses() {}

    static MachineProcesses now() {
        MachineProcesses all = new MachineProcesses();
        ProcessHandle.allProcesses()
                .forEach(process -> machine(process).ifPresent(uuid -> all.processes.put(uuid, process)));
        return all;
    }

    private static Optional<UUID> machine(ProcessHandle process) {
        List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
        // The last: the name of the machine, which may be anything, comes before.
        int at = arguments.lastIndexOf("--startvm");
        if (at < 0 || at + 1 == arguments.size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(arguments.get(at + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // started by name: another's, since VirtualBox's server starts them by their UUID
        }
    }

    /** The time that all processors have worked for a machine; empty if its process is not seen. */
    Optional<Duration> worked(UUID machine) {
        return Optional.ofNullable(processes.get(machine))
                .flatMap(process -> process.info().totalCpuDuration());
    }

    /** The host's memory that a machine has now; empty where the system does not tell. */
    Optional<DataSize> resident(UUID machine) {
        return Optional.ofNullable(processes.get(machine)).flatMap(process -> resident(process.pid()));
    }

    /** Source: proc(5), {@code /proc/PID/status}. */
    private static Optional<DataSize> resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.matches("VmRSS:\\s+\\d+ kB"))
                    .map(line -> DataSize.kibibytes(Long.parseLong(line.replaceAll("\\D", ""))))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // it has ended, or this is no Linux
        }
    }
}
