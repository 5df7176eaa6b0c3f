package org.anfitrion.api.snapshot;

import static org.anfitrion.api.Samples.SNAPSHOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.Parts;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotSpecTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void onePartIsChangedAndTheOthersStay(String part, SnapshotSpec before, SnapshotSpec changed, Object value) {
        assertEquals(Set.of(part), Parts.changed(before, changed));
        assertEquals(value, Parts.of(changed).get(part));
    }

    static Stream<Arguments> changes() {
        SnapshotSpec full = SNAPSHOT.withMemory().asExternal().quiesced();
        return Stream.of(
                Arguments.of("memory", SNAPSHOT, SNAPSHOT.withMemory(), true),
                Arguments.of("external", SNAPSHOT, SNAPSHOT.asExternal(), true),
                Arguments.of("quiesce", SNAPSHOT, SNAPSHOT.quiesced(), true),
                Arguments.of("description", SNAPSHOT, SNAPSHOT.description("other"), Optional.of("other")),
                Arguments.of("description", full, full.description("two\nlines"), Optional.of("two\nlines")));
    }

    @Test
    void aNameIsEnough() {
        assertEquals(new SnapshotSpec("before", Optional.empty(), false, false, false), SnapshotSpec.named("before"));
    }

    @Test
    void whatCannotBeMeantIsRefusedByItsName() {
        InvalidSpecException name = assertThrows(InvalidSpecException.class, () -> SnapshotSpec.named("a/b"));
        assertEquals("snapshot name 'a/b'", name.failure().target());
        InvalidSpecException text = assertThrows(InvalidSpecException.class, () -> SNAPSHOT.description("a\0b"));
        assertEquals("snapshot's description 'a\uFFFDb'", text.failure().target());
    }

    @Test
    void anIdentityShowsItsKey() {
        assertEquals("before", new SnapshotId("before").toString());
    }
}
