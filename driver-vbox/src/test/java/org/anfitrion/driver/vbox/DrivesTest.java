package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrivesTest {

    private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final DiskSpec DISK = DiskSpec.file("/srv/-a b.vdi");

    @ParameterizedTest
    @EnumSource(DriveBus.class)
    void aDriveIsFoundByWhatItIsCalled(DriveBus bus) {
        assertAll(IntStream.range(0, bus.places())
                .<org.junit.jupiter.api.function.Executable>mapToObj(
                        place -> () -> assertEquals(Optional.of(place), bus.place(bus.target(place)))));
    }

    @Test
    void noTwoDrivesAreCalledTheSame() {
        Set<String> targets = new HashSet<>();
        for (DriveBus bus : DriveBus.values()) {
            IntStream.range(0, bus.places())
                    .forEach(place -> assertTrue(targets.add(bus.target(place)), bus.target(place)));
        }
    }

    @Test
    void whatIsLeftOpenGoesWhereThereIsRoom() {
        DiskSpec named = DISK.target("sda");
        assertEquals(
                Map.of(
                        named,
                        new Drives.Place(DriveBus.SATA, 0),
                        DISK,
                        new Drives.Place(DriveBus.SATA, 1),
                        DiskSpec.emptyCdrom(),
                        new Drives.Place(DriveBus.SATA, 2)),
                Drives.places(List.of(DISK, named, DiskSpec.emptyCdrom()), List.of()));
    }

    @Test
    void aNameTellsItsBus() {
        assertEquals(
                Map.of(DISK.target("hdd"), new Drives.Place(DriveBus.IDE, 3)),
                Drives.places(List.of(DISK.target("hdd")), List.of()));
    }

    @Test
    void aNameOfAnotherBusIsRefused() {
        assertThrows(
                InvalidSpecException.class,
                () -> Drives.places(List.of(DISK.bus(DiskBus.SATA).target("vda")), List.of()));
    }

    @Test
    void morePlacesThanThereAreIsRefused() {
        List<DiskSpec> five = IntStream.range(0, 5)
                .mapToObj(i -> DISK.bus(DiskBus.IDE).serial("s" + i))
                .toList();
        assertThrows(InvalidSpecException.class, () -> Drives.places(five, List.of()));
    }

    @Test
    void aPathIsOneArgument() {
        assertEquals(
                List.of(
                        "storageattach",
                        ID.toString(),
                        "--storagectl",
                        "IDE",
                        "--port",
                        "1",
                        "--device",
                        "1",
                        "--type",
                        "hdd",
                        "--medium",
                        "/srv/-a b.vdi"),
                Drives.attach(ID, "IDE", new Drives.Place(DriveBus.IDE, 3), DISK));
    }
}
