package org.anfitrion.driver.vbox.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings files of VirtualBox 4.3 that libvirt keeps for its own tests are read as what they are. */
class LibvirtCorpusIT {

    private static Path folder;

    @BeforeAll
    static void theSourceIsThere() throws IOException {
        Properties sources = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(System.getProperty("anfitrion.sources", "")))) {
            sources.load(reader);
        }
        String source = sources.getProperty("source.libvirt");
        assertTrue(source != null, () -> "cannot be had here: " + sources.get("unobtainable"));
        folder = Path.of(source, "tests", "vboxsnapshotxmldata");
    }

    private static MachineSettings settings(String name) throws IOException {
        Path file = folder.resolve(name + ".vbox");
        return MachineSettings.parse(file, Files.readString(file)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"2disks-nosnap, 0", "2disks-1snap, 1", "2disks-2snap, 2", "2disks-3snap, 3", "2disks-3snap-brother, 4"})
    void aFileHasTheSnapshotsThatAreInIt(String name, int count) throws IOException {
        MachineSettings settings = settings(name);
        List<SnapshotInfo> rows = SnapshotTree.of(settings).rows();
        assertEquals(count, rows.size());
        assertEquals(
                settings.currentSnapshot().map(uuid -> new SnapshotId(uuid.toString())),
                rows.stream()
                        .filter(SnapshotInfo::current)
                        .map(SnapshotInfo::id)
                        .findFirst());
    }

    @Test
    void brothersHaveOneParent() throws IOException {
        SnapshotTree tree = SnapshotTree.of(settings("2disks-3snap-brother"));
        SnapshotId middle = tree.named("15052014-115248").orElseThrow().id();
        assertEquals(
                List.of("15052014-115306", "15052014-115334"),
                tree.children(middle).stream().map(SnapshotInfo::name).toList());
        assertEquals(
                Optional.of(tree.named("15052014-115228").orElseThrow().id()),
                tree.find(middle).orElseThrow().parent());
    }
}
