package org.anfitrion.driver.vbox.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.driver.vbox.Transcripts;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.junit.jupiter.api.Test;

class SnapshotTreeTest {

    private static final Path FILE = Path.of("/srv/vm/vms/web/web.vbox");

    private static SnapshotTree tree(String text) {
        return SnapshotTree.of(MachineSettings.parse(FILE, text).orElseThrow());
    }

    private static SnapshotInfo named(SnapshotTree tree, String name) {
        return tree.named(name).orElseThrow();
    }

    @Test
    void aTreeIsReadWithParentsBeforeTheirChildren() {
        SnapshotTree tree = tree(Transcripts.read("tree.vbox"));
        List<String> names = tree.rows().stream().map(SnapshotInfo::name).toList();
        assertEquals(List.of("first \"one\"", "-x", "warm", "branch"), names);
        SnapshotInfo first = named(tree, "first \"one\"");
        assertEquals(Optional.empty(), first.parent());
        assertEquals(Optional.of(first.id()), named(tree, "-x").parent());
        assertEquals(Optional.of(first.id()), named(tree, "branch").parent());
        assertEquals(Optional.of(named(tree, "-x").id()), named(tree, "warm").parent());
        assertEquals(2, tree.children(first.id()).size());
    }

    @Test
    void aSnapshotHasItsTextItsTimeAndItsMemory() {
        SnapshotTree tree = tree(Transcripts.read("tree.vbox"));
        SnapshotInfo first = named(tree, "first \"one\"");
        assertEquals(Optional.of("line one\nline \"two\""), first.description());
        assertEquals(new SnapshotId("85f4d442-0f71-42d5-ae1a-836b3a60cceb"), first.id());
        assertEquals(Instant.parse("2026-11-22T09:38:43Z"), first.created());
        assertEquals(DomainState.SHUT_OFF, first.state());
        assertEquals(false, first.memory());
        SnapshotInfo warm = named(tree, "warm");
        assertEquals(DomainState.RUNNING, warm.state());
        assertTrue(warm.memory());
    }

    @Test
    void onlyTheLastOneIsTheCurrentOne() {
        SnapshotTree tree = tree(Transcripts.read("tree.vbox"));
        List<String> current = tree.rows().stream()
                .filter(SnapshotInfo::current)
                .map(SnapshotInfo::name)
                .toList();
        assertEquals(List.of("branch"), current);
    }

    @Test
    void memoryThatWasNotAskedForIsNotToldOf() {
        String text = Transcripts.read("tree.vbox");
        SnapshotInfo warm = named(tree(text), "warm");
        String key = SnapshotMemo.coldKey(warm.id());
        String cold =
                text.replaceFirst("<ExtraData>", "<ExtraData><ExtraDataItem name=\"" + key + "\" value=\"yes\"/>");
        assertEquals(false, named(tree(cold), "warm").memory());
        assertEquals(DomainState.RUNNING, named(tree(cold), "warm").state());
    }

    @Test
    void aMachineWithoutSnapshotsHasAnEmptyTree() {
        assertEquals(
                List.of(),
                tree("<VirtualBox><Machine uuid=\"{11111111-1111-4111-8111-111111111111}\" name=\"a\"/></VirtualBox>")
                        .rows());
    }
}
