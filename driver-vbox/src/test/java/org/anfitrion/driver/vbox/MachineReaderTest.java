package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineReaderTest {

    private static final Path FILE = Path.of("/srv/vm/machines/rich/rich.vbox");

    @TempDir
    private Path home;

    private static MachineSettings settings(String text) {
        return MachineSettings.parse(FILE, text).orElseThrow();
    }

    private DomainSpec spec(String transcript) {
        return MachineReader.read(settings(Transcripts.read(transcript)), Registry.read(home));
    }

    @Test
    void whatAMachineIsComesOutOfItsSettings() {
        DomainSpec spec = spec("rich.vbox");
        assertAll(
                () -> assertEquals("rich", spec.name()),
                () -> assertEquals(2, spec.cpus().current()),
                () -> assertEquals(DataSize.mebibytes(256), spec.memory().current()),
                () -> assertEquals(Optional.of(Boot.uefi()), spec.boot()),
                () -> assertEquals(Optional.of(GuestType.HARDWARE_ASSISTED), spec.guestType()),
                () -> assertEquals(Optional.of("-x \"y\""), spec.description()),
                () -> assertEquals(
                        Optional.of(Duration.ofMillis(60)), spec.tuning().cpuQuota()),
                () -> assertEquals(
                        List.of(new FilesystemSpec(
                                FilesystemSpec.directory("/tmp", "tag").source(), "tag", true, Optional.empty())),
                        spec.filesystems()));
    }

    @Test
    void drivesAreCalledByTheirPlaces() {
        List<DiskSpec> disks = spec("rich.vbox").disks();
        assertAll(
                () -> assertEquals(
                        List.of(Optional.of("hda"), Optional.of("hdc"), Optional.of("vda"), Optional.of("fda")),
                        disks.stream().map(DiskSpec::target).toList()),
                () -> assertEquals(
                        new DiskSource.File("/srv/vm/disk/r1.vdi"), disks.get(0).source()),
                () -> assertEquals(new DiskSource.Empty(), disks.get(1).source()),
                () -> assertEquals(DiskFormat.VMDK, disks.get(2).format()),
                () -> assertEquals(Optional.of(DiskBus.FLOPPY), disks.get(3).bus()));
    }

    @Test
    void cardsSayWhatTheyAreConnectedToNow() {
        List<NicSpec> nics = spec("rich.vbox").nics();
        assertAll(
                () -> assertEquals(
                        List.of(
                                new NicSource.Network("NatNetwork"),
                                new NicSource.Internal("my net"),
                                new NicSource.Network("vboxnet0"),
                                new NicSource.Unconnected()),
                        nics.stream()
                                .map(NicSpec::source)
                                .filter(source -> !(source instanceof NicSource.Bridge
                                        || source instanceof NicSource.HostInterface))
                                .toList()),
                () -> assertEquals(Optional.of(NicModel.E1000), nics.get(0).model()),
                () -> assertEquals(
                        "08:00:27:11:22:33", nics.get(0).mac().orElseThrow().text()),
                () -> assertEquals(
                        List.of(true, false, true, true, true),
                        nics.stream().map(NicSpec::linkUp).toList()));
    }

    @Test
    void theSettingsOfSnapshotsAreNotTheMachines() {
        DomainSpec spec = spec("tree.vbox");
        assertAll(
                () -> assertEquals("web \"one\" ü", spec.name()),
                () -> assertEquals(DataSize.mebibytes(32), spec.memory().current()),
                () -> assertEquals(Optional.of("first line\nkey=\"value\"\nthird"), spec.description()));
    }

    @Test
    void whereADriveLiesOnSnapshotsItsOwnImageIsTold() {
        assertEquals(
                List.of("/srv/vm/disk.vdi"),
                spec("tree.vbox").disks().stream()
                        .map(DiskSpec::source)
                        .filter(DiskSource.File.class::isInstance)
                        .map(source -> ((DiskSource.File) source).path())
                        .filter(path -> path.endsWith(".vdi"))
                        .toList());
    }

    @Test
    void aMachineThatWasSavedIsSaved() {
        MachineSettings saved = settings(Transcripts.read("saved.vbox"));
        assertAll(
                () -> assertEquals(MachineState.SAVED, Inventory.atRest(saved)),
                () -> assertEquals(MachineState.POWERED_OFF, Inventory.atRest(settings(Transcripts.read("rich.vbox")))),
                () -> assertEquals(
                        MachineState.ABORTED,
                        Inventory.atRest(settings(Transcripts.read("rich.vbox")
                                .replace(" snapshotFolder=", " aborted=\"true\" snapshotFolder=")))));
    }

    @Test
    void aRunLeavesTheRevisionAndAChangeDoesNot() {
        String text = Transcripts.read("rich.vbox");
        String ran = text.replaceFirst("lastStateChange=\"[^\"]*\"", "lastStateChange=\"2027-01-01T00:00:00Z\"")
                .replaceFirst("value=\"a b\"", "value=\"a c\"");
        String changed = text.replace("RAMSize=\"256\"", "RAMSize=\"257\"");
        assertNotEquals(text, ran);
        assertAll(
                () -> assertEquals(Revision.of(settings(text)), Revision.of(settings(ran))),
                () -> assertNotEquals(Revision.of(settings(text)), Revision.of(settings(changed))));
    }

    @Test
    void aRegistryTellsMachinesAndWhatIsRelativeToIt() throws IOException {
        Files.writeString(home.resolve("VirtualBox.xml"), """
                <VirtualBox xmlns="http://www.virtualbox.org/"><Global>
                  <MachineRegistry>
                    <MachineEntry uuid="{11111111-1111-4111-8111-111111111111}" src="Machines/a b/a b.vbox"/>
                    <MachineEntry uuid="{broken}" src="x.vbox"/>
                  </MachineRegistry>
                  <SystemProperties autostartDatabasePath="/srv/auto" defaultMachineFolder=""/>
                </Global></VirtualBox>
                """);
        Registry registry = Registry.read(home);
        assertAll(
                () -> assertEquals(
                        List.of(home.resolve("Machines/a b/a b.vbox")),
                        registry.machines().stream().map(Registry.Entry::file).toList()),
                () -> assertEquals(Optional.of("/srv/auto"), registry.property("autostartDatabasePath")),
                () -> assertEquals(Optional.empty(), registry.property("defaultMachineFolder")));
    }

    @Test
    void aHomeThatWasNeverUsedHasNoMachines() {
        assertEquals(List.of(), Registry.read(home.resolve("none")).machines());
    }

    @Test
    void aFileWithADocumentTypeIsRefused() throws IOException {
        String text =
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><VirtualBox><Machine name=\"&e;\"/></VirtualBox>";
        assertThrows(InvalidSpecException.class, () -> MachineSettings.parse(FILE, text));
        Path file = Files.writeString(home.resolve("typed.vbox"), text);
        assertThrows(
                BackendFailureException.class, () -> MachineSettings.read(new Registry.Entry(UUID.randomUUID(), file)));
    }
}
