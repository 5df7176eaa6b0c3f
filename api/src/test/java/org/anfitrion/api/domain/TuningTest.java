package org.anfitrion.api.domain;

import static org.anfitrion.api.Samples.TUNING;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TuningTest {

    private static final DataSize OTHER = DataSize.mebibytes(999);

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aSettingIsChangedAndTheOthersStay(String part, Tuning changed, Object value) {
        assertEquals(Set.of(part), Parts.changed(TUNING, changed));
        assertEquals(value, Parts.of(changed).get(part));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("cpuShares", TUNING.cpuShares(7), OptionalLong.of(7)),
                Arguments.of("cpuQuota", TUNING.cpuQuota(Duration.ofMillis(7)), Optional.of(Duration.ofMillis(7))),
                Arguments.of("cpuPeriod", TUNING.cpuPeriod(Duration.ofMillis(7)), Optional.of(Duration.ofMillis(7))),
                Arguments.of("pinning", TUNING.pinning(Map.of(3, CpuSet.of(4))), Map.of(3, CpuSet.of(4))),
                Arguments.of("pinning", TUNING.pin(1, CpuSet.of(4)), Map.of(0, CpuSet.of(1), 1, CpuSet.of(4))),
                Arguments.of("pinning", TUNING.pin(0, CpuSet.of(4)), Map.of(0, CpuSet.of(4))),
                Arguments.of("emulatorPinning", TUNING.emulatorPinning(CpuSet.of(7)), Optional.of(CpuSet.of(7))),
                Arguments.of("memoryHardLimit", TUNING.memoryHardLimit(OTHER), Optional.of(OTHER)),
                Arguments.of("memorySoftLimit", TUNING.memorySoftLimit(OTHER), Optional.of(OTHER)),
                Arguments.of("swapLimit", TUNING.swapLimit(OTHER), Optional.of(OTHER)),
                Arguments.of("blockWeight", TUNING.blockWeight(77), OptionalInt.of(77)),
                Arguments.of("processLimit", TUNING.processLimit(7), OptionalInt.of(7)));
    }

    @Test
    void theLeastAndTheMostOfEachSettingIsTaken() {
        assertEquals(OptionalLong.of(1), Tuning.NONE.cpuShares(1).cpuShares());
        assertEquals(OptionalLong.of(262_144), Tuning.NONE.cpuShares(262_144).cpuShares());
        assertEquals(
                Optional.of(Duration.ofMillis(1)),
                Tuning.NONE.cpuPeriod(Duration.ofMillis(1)).cpuPeriod());
        assertEquals(
                Optional.of(Duration.ofSeconds(1)),
                Tuning.NONE.cpuPeriod(Duration.ofSeconds(1)).cpuPeriod());
        assertEquals(
                Optional.of(Duration.ofMillis(1)),
                Tuning.NONE.cpuQuota(Duration.ofMillis(1)).cpuQuota());
        assertEquals(OptionalInt.of(10), Tuning.NONE.blockWeight(10).blockWeight());
        assertEquals(OptionalInt.of(1000), Tuning.NONE.blockWeight(1000).blockWeight());
        assertEquals(OptionalInt.of(1), Tuning.NONE.processLimit(1).processLimit());
        assertDoesNotThrow(() -> Tuning.NONE.pin(0, CpuSet.of(0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("beyond")
    void whatIsBeyondIsRefusedByItsNameAndValue(String refused, Supplier<Tuning> beyond) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, beyond::get);
        assertEquals(refused, e.failure().target());
    }

    static Stream<Arguments> beyond() {
        return Stream.of(
                beyond("CPU shares '0'", () -> Tuning.NONE.cpuShares(0)),
                beyond("CPU shares '262145'", () -> Tuning.NONE.cpuShares(262_145)),
                beyond("CPU period 'PT0.000999999S'", () -> Tuning.NONE.cpuPeriod(Duration.ofNanos(999_999))),
                beyond("CPU period 'PT1.000000001S'", () -> Tuning.NONE.cpuPeriod(Duration.ofNanos(1_000_000_001))),
                beyond("CPU quota 'PT0.000999999S'", () -> Tuning.NONE.cpuQuota(Duration.ofNanos(999_999))),
                beyond("block weight '9'", () -> Tuning.NONE.blockWeight(9)),
                beyond("block weight '1001'", () -> Tuning.NONE.blockWeight(1001)),
                beyond("process limit '0'", () -> Tuning.NONE.processLimit(0)),
                beyond("virtual CPU '-1'", () -> Tuning.NONE.pin(-1, CpuSet.of(0))));
    }

    private static Arguments beyond(String refused, Supplier<Tuning> made) {
        return Arguments.of(refused, made);
    }
}
