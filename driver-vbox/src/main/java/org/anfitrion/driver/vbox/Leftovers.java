package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/**
 * What a machine leaves in its folder beside images. {@code VBoxManage unregistervm --delete} would delete the images with it, so
 * this is deleted here: settings, logs, saved memory and firmware variables.
 */
final class Leftovers {

    private Leftovers() {}

    /** Refuses to remove a machine that leaves behind what nobody allowed to delete. */
    static void check(MachineSettings machine, Set<Leftover> alsoDelete, Failure attempt) {
        check(machine.savedState().isPresent(), Leftover.MANAGED_SAVE, "a saved state", alsoDelete, attempt);
        check(machine.rootSnapshot().isPresent(), Leftover.SNAPSHOT_METADATA, "snapshots", alsoDelete, attempt);
        check(
                firmwareVariables(machine).anyMatch(Files::exists),
                Leftover.FIRMWARE_VARIABLES,
                "firmware variables",
                alsoDelete,
                attempt);
    }

    private static void check(boolean left, Leftover kind, String what, Set<Leftover> alsoDelete, Failure attempt) {
        if (left && !alsoDelete.contains(kind)) {
            throw new InvalidStateException(
                    attempt.because("it has " + what + ", which would be left over (" + kind + ")"));
        }
    }

    /** Since 7.0 the file has the state of the TPM too. */
    private static Stream<Path> firmwareVariables(MachineSettings machine) {
        String name = String.valueOf(machine.file().getFileName()).replaceFirst("\\.vbox$", "");
        Stream<Path> named = machine
                .machine()
                .at("Hardware", "Firmware", "NVRAM")
                .or(() -> machine.machine().at("Hardware", "BIOS", "NVRAM"))
                .flatMap(nvram -> nvram.attribute("path"))
                .stream()
                .map(machine.folder()::resolve);
        return Stream.concat(named, Stream.of(machine.folder().resolve(name + ".nvram")))
                .distinct();
    }

    /** Deletes what a machine that is not registered any more has left, but for images. */
    static void delete(MachineSettings machine, Failure attempt) {
        try {
            Path file = machine.file();
            for (String suffix : List.of("", "-prev", "-tmp")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
            for (Path variables : firmwareVariables(machine).toList()) {
                Files.deleteIfExists(variables);
            }
            for (Path saved : savedMemory(machine)) {
                Files.deleteIfExists(saved);
            }
            deleteFiles(machine.folder().resolve("Logs"));
            deleteIfEmpty(machine.snapshotFolder());
            deleteIfEmpty(machine.folder());
            Path above = machine.folder().getParent();
            if (above != null && above.endsWith(machine.uuid().toString())) {
                deleteIfEmpty(above); // made where the usual folder was taken
            }
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because("it is not registered any more, but of its files some are left: " + e.getMessage())
                            .causedBy(e));
        }
    }

    private static List<Path> savedMemory(MachineSettings machine) {
        Stream<Path> own = machine.savedState().stream();
        Stream<Path> ofSnapshots = machine.rootSnapshot().stream()
                .flatMap(Leftovers::tree)
                .flatMap(snapshot -> snapshot.attribute("stateFile").stream())
                .filter(path -> !path.isEmpty())
                .map(machine.folder()::resolve);
        return Stream.concat(own, ofSnapshots).toList();
    }

    private static Stream<SettingsElement> tree(SettingsElement snapshot) {
        return Stream.concat(
                Stream.of(snapshot), snapshot.all("Snapshots", "Snapshot").flatMap(Leftovers::tree));
    }

    private static void deleteFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
        deleteIfEmpty(folder);
    }

    /** What somebody else put there stays. */
    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return;
        }
    }
}
