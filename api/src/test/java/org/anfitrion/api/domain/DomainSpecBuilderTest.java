package org.anfitrion.api.domain;

import static org.anfitrion.api.Samples.DISK;
import static org.anfitrion.api.Samples.DISPLAY;
import static org.anfitrion.api.Samples.DOMAIN;
import static org.anfitrion.api.Samples.FILESYSTEM;
import static org.anfitrion.api.Samples.MODEL;
import static org.anfitrion.api.Samples.NIC;
import static org.anfitrion.api.Samples.NODE;
import static org.anfitrion.api.Samples.TUNING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainSpecBuilderTest {

    private static final DomainSpec PLAIN = DomainSpec.named("plain").build();
    private static final UUID NUMBER = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Owner OWNER = new Owner("other", "there.2", 56, 78);
    private static final NicSpec OTHER_NIC = NicSpec.bridge("br0");
    private static final DiskSpec OTHER_DISK = DiskSpec.emptyCdrom();
    private static final FilesystemSpec OTHER_FILESYSTEM = FilesystemSpec.template("debian");
    private static final ChannelSpec OTHER_CHANNEL = new ChannelSpec("other.0");
    private static final DisplaySpec OTHER_DISPLAY = DisplaySpec.spice();
    private static final MemoryBacking LOCKED = new MemoryBacking(Optional.empty(), true, false);

    @Test
    void aNewDescriptionHasOneCpuAnd128MebibytesAndNothingElse() {
        assertEquals(
                new DomainSpec(
                        "plain",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        CpuCount.of(1),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Memory.of(DataSize.mebibytes(128)),
                        MemoryBacking.ORDINARY,
                        Tuning.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                PLAIN);
        assertEquals(new MemoryBacking(Optional.empty(), false, false), PLAIN.memoryBacking());
    }

    @Test
    void aBuilderBegunFromADescriptionForgetsNoPart() {
        assertEquals(Set.of(), Parts.changed(DOMAIN, DOMAIN.toBuilder().build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onePartIsSetAndTheOthersStay(
            String part, DomainSpec before, UnaryOperator<DomainSpecBuilder> change, Object value) {
        DomainSpec after = change.apply(before.toBuilder()).build();
        assertEquals(Set.of(part), Parts.changed(before, after));
        assertEquals(value, Parts.of(after).get(part));
    }

    static Stream<Arguments> changes() {
        DataSize small = DataSize.mebibytes(64);
        Memory growing = new Memory(small, DataSize.mebibytes(65));
        return Stream.of(
                set("name", DOMAIN, spec -> spec.name("other"), "other"),
                set("uuid", DOMAIN, spec -> spec.uuid(NUMBER), Optional.of(NUMBER)),
                set("uuid", DOMAIN, spec -> spec.uuid(new UUID(1, 0)), Optional.of(new UUID(1, 0))),
                set("title", DOMAIN, spec -> spec.title("other"), Optional.of("other")),
                set("title", DOMAIN, spec -> spec.title(""), Optional.empty()),
                set("description", DOMAIN, spec -> spec.description("other"), Optional.of("other")),
                set("description", DOMAIN, spec -> spec.description(""), Optional.empty()),
                set("owner", DOMAIN, spec -> spec.owner(OWNER), Optional.of(OWNER)),
                set(
                        "guestType",
                        DOMAIN,
                        spec -> spec.guestType(GuestType.HARDWARE_ASSISTED),
                        Optional.of(GuestType.HARDWARE_ASSISTED)),
                set("cpus", PLAIN, spec -> spec.cpus(3), CpuCount.of(3)),
                set("cpus", PLAIN, spec -> spec.cpus(new CpuCount(1, 3)), new CpuCount(1, 3)),
                set("cpuModel", PLAIN, spec -> spec.cpuModel(MODEL), Optional.of(MODEL)),
                set(
                        "cpuTopology",
                        DOMAIN,
                        spec -> spec.cpuTopology(new CpuTopology(2, 1, 1, 1)),
                        Optional.of(new CpuTopology(2, 1, 1, 1))),
                set("memory", PLAIN, spec -> spec.memory(small), Memory.of(small)),
                set("memory", PLAIN, spec -> spec.memory(growing), growing),
                set("memoryBacking", DOMAIN, spec -> spec.memoryBacking(LOCKED), LOCKED),
                set("tuning", PLAIN, spec -> spec.tuning(TUNING), TUNING),
                set("boot", DOMAIN, spec -> spec.boot(Boot.bios()), Optional.of(Boot.bios())),
                set("idMap", PLAIN, spec -> spec.idMap(IdMap.HOST), Optional.of(IdMap.HOST)),
                set("numa", DOMAIN, spec -> spec.numa(List.of()), List.of()),
                set("numa", DOMAIN, spec -> spec.numa(halves()), halves()),
                set("disks", DOMAIN, spec -> spec.disk(OTHER_DISK), List.of(DISK, OTHER_DISK)),
                set("disks", DOMAIN, spec -> spec.disks(List.of(OTHER_DISK)), List.of(OTHER_DISK)),
                set("nics", DOMAIN, spec -> spec.nic(OTHER_NIC), List.of(NIC, OTHER_NIC)),
                set("nics", DOMAIN, spec -> spec.nics(List.of(OTHER_NIC)), List.of(OTHER_NIC)),
                set(
                        "filesystems",
                        DOMAIN,
                        spec -> spec.filesystem(OTHER_FILESYSTEM),
                        List.of(FILESYSTEM, OTHER_FILESYSTEM)),
                set(
                        "filesystems",
                        DOMAIN,
                        spec -> spec.filesystems(List.of(OTHER_FILESYSTEM)),
                        List.of(OTHER_FILESYSTEM)),
                set(
                        "consoles",
                        DOMAIN,
                        spec -> spec.console(ConsoleSpec.paravirtual()),
                        List.of(ConsoleSpec.serial(), ConsoleSpec.paravirtual())),
                set(
                        "consoles",
                        DOMAIN,
                        spec -> spec.consoles(List.of(ConsoleSpec.paravirtual())),
                        List.of(ConsoleSpec.paravirtual())),
                set(
                        "channels",
                        DOMAIN,
                        spec -> spec.channel(OTHER_CHANNEL),
                        List.of(ChannelSpec.guestAgent(), OTHER_CHANNEL)),
                set("channels", DOMAIN, spec -> spec.channels(List.of(OTHER_CHANNEL)), List.of(OTHER_CHANNEL)),
                set("displays", DOMAIN, spec -> spec.display(OTHER_DISPLAY), List.of(DISPLAY, OTHER_DISPLAY)),
                set("displays", DOMAIN, spec -> spec.displays(List.of(OTHER_DISPLAY)), List.of(OTHER_DISPLAY)));
    }

    private static Arguments set(
            String part, DomainSpec before, UnaryOperator<DomainSpecBuilder> change, Object value) {
        return Arguments.of(part, before, change, value);
    }

    private static List<NumaCell> halves() {
        return List.of(
                new NumaCell(CpuSet.of(0), DataSize.mebibytes(32), Optional.empty()),
                new NumaCell(CpuSet.of(1), DataSize.mebibytes(32), Optional.empty()));
    }

    @Test
    void numaNodesAreAddedInOrder() {
        DomainSpecBuilder builder = PLAIN.toBuilder().cpus(2).memory(NODE.memory());
        for (NumaCell half : halves()) {
            builder = builder.numaCell(half);
        }
        assertEquals(halves(), builder.build().numa());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void aRefusedListLeavesTheOneBefore(String part, BiConsumer<DomainSpecBuilder, List<?>> change) {
        DomainSpecBuilder builder = DOMAIN.toBuilder();
        List<Object> broken = new ArrayList<>();
        broken.add(null);
        assertThrows(NullPointerException.class, () -> change.accept(builder, broken));
        assertEquals(DOMAIN, builder.build());
    }

    @SuppressWarnings("unchecked")
    static Stream<Arguments> lists() {
        return Stream.of(
                list("numa", (spec, all) -> spec.numa((List<NumaCell>) all)),
                list("disks", (spec, all) -> spec.disks((List<DiskSpec>) all)),
                list("nics", (spec, all) -> spec.nics((List<NicSpec>) all)),
                list("filesystems", (spec, all) -> spec.filesystems((List<FilesystemSpec>) all)),
                list("consoles", (spec, all) -> spec.consoles((List<ConsoleSpec>) all)),
                list("channels", (spec, all) -> spec.channels((List<ChannelSpec>) all)),
                list("displays", (spec, all) -> spec.displays((List<DisplaySpec>) all)));
    }

    private static Arguments list(String part, BiConsumer<DomainSpecBuilder, List<?>> change) {
        return Arguments.of(part, change);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one\r\ntwo\r\nthree", "one\rtwo\rthree", "one\ntwo\r\nthree"})
    void theLinesOfADescriptionEndWithALineFeed(String text) {
        assertEquals(
                Optional.of("one\ntwo\nthree"),
                PLAIN.toBuilder().description(text).build().description());
    }

    @Test
    void textsThatNoConfigurationCanCarryAreRefused() {
        DomainSpecBuilder builder = PLAIN.toBuilder();
        assertThrows(InvalidSpecException.class, () -> builder.title("two\nlines"));
        assertThrows(InvalidSpecException.class, () -> builder.description("a\u0001b"));
        assertThrows(InvalidSpecException.class, () -> builder.description("a\uFFFEb"));
        assertThrows(InvalidSpecException.class, () -> builder.name("a/b"));
        InvalidSpecException nil = assertThrows(InvalidSpecException.class, () -> builder.uuid(new UUID(0, 0)));
        assertTrue(nil.getMessage().contains("UUID"), nil.getMessage());
        assertEquals(PLAIN, builder.build());
    }

    @Test
    void aNameThatABackendReportsIsTakenAsItIs() {
        assertEquals("a/b", DomainSpec.reported("a/b").build().name());
        assertThrows(InvalidSpecException.class, () -> DomainSpec.named("a/b"));
    }

    @Test
    void devicesAreTheDrivesTheCardsAndTheFilesystems() {
        assertEquals(List.of(DISK, NIC, FILESYSTEM), DOMAIN.devices());
        assertEquals(List.of(), PLAIN.devices());
    }
}
