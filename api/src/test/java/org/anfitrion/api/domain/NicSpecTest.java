package org.anfitrion.api.domain;

import static org.anfitrion.api.Samples.NIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NicSpecTest {

    private static final MacAddress OTHER = MacAddress.of("52:54:00:00:00:99");

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onePartIsChangedAndTheOthersStay(String part, NicSpec changed, Object value) {
        assertEquals(Set.of(part), Parts.changed(NIC, changed));
        assertEquals(value, Parts.of(changed).get(part));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("mac", NIC.mac(OTHER), Optional.of(OTHER)),
                Arguments.of("mac", NIC.mac("52:54:00:00:00:99"), Optional.of(OTHER)),
                Arguments.of("model", NIC.model(NicModel.RTL8139), Optional.of(NicModel.RTL8139)),
                Arguments.of("linkUp", NIC.link(false), false),
                Arguments.of("bandwidth", NIC.bandwidth(Bandwidth.UNLIMITED), Optional.of(Bandwidth.UNLIMITED)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aCardIsPluggedInWhereItWasToldAndLeavesTheRestOpen(NicSource source, NicSpec card) {
        assertEquals(new NicSpec(source, Optional.empty(), Optional.empty(), true, Optional.empty()), card);
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of(new NicSource.UserMode(), NicSpec.userMode()),
                Arguments.of(new NicSource.Network("default"), NicSpec.network("default")),
                Arguments.of(new NicSource.Bridge("br0"), NicSpec.bridge("br0")),
                Arguments.of(new NicSource.Unconnected(), NicSpec.unconnected()),
                Arguments.of(new NicSource.Internal("x"), NicSpec.of(new NicSource.Internal("x"))));
    }

    @Test
    void aCardIsFoundByItsAddressOnceItHasOne() {
        assertEquals(Optional.of(new DeviceKey.Nic(OTHER)), NIC.mac(OTHER).key());
        assertEquals(Optional.empty(), NicSpec.userMode().key());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void whatCannotBeMeantIsRefusedByItsName(String refused, Supplier<?> made) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, made::get);
        assertTrue(e.getMessage().contains(refused), e.getMessage());
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                impossible("network name 'a/b'", () -> NicSpec.network("a/b")),
                impossible("bridge 'br 0'", () -> NicSpec.bridge("br 0")),
                impossible("host interface '-i'", () -> new NicSource.HostInterface("-i")),
                impossible("internal network ''", () -> new NicSource.Internal("")),
                impossible("bandwidth '-1 0'", () -> new Bandwidth(-1, 0)),
                impossible("bandwidth '0 -1'", () -> new Bandwidth(0, -1)));
    }

    private static Arguments impossible(String refused, Supplier<?> made) {
        return Arguments.of(refused, made);
    }
}
