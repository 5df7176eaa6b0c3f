package org.anfitrion.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No description has a hole in it, and none changes after it was made. */
class WholeDescriptionsTest {

    private static final List<String> PACKAGES =
            List.of("connection", "domain", "error", "network", "snapshot", "statistics", "storage", "unit");

    static List<Record> samples() {
        return Samples.all();
    }

    @Test
    void everyDescriptionIsTried() throws IOException, URISyntaxException {
        Set<String> tried = samples().stream()
                .map(sample -> sample.getClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Path code = Path.of(DomainSpec.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isDirectory(code)) {
            assertEquals(publicRecords(code), tried);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(code)) {
                assertEquals(publicRecords(jar.getPath("/")), tried);
            }
        }
    }

    private static Set<String> publicRecords(Path root) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String name : PACKAGES) {
            Path folder = root.resolve("org/anfitrion/api").resolve(name);
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                        .map(file -> "org.anfitrion.api." + name + "." + file.replace(".class", ""))
                        .map(WholeDescriptionsTest::loaded)
                        .filter(type -> type.isRecord() && Modifier.isPublic(type.getModifiers()))
                        .forEach(type -> found.add(type.getName()));
            }
        }
        return found;
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, DomainSpec.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noPartOfADescriptionIsMissing(Record sample) {
        for (RecordComponent part : sample.getClass().getRecordComponents()) {
            if (!part.getType().isPrimitive()) {
                assertThrows(NullPointerException.class, () -> Parts.with(sample, part.getName(), null), part::getName);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aDescriptionStaysAsItWasMadeWhateverBecomesOfItsLists(Record sample) throws Throwable {
        for (Map.Entry<String, Object> part : Parts.of(sample).entrySet()) {
            if (part.getValue() instanceof Map<?, ?> map) {
                Map<Object, Object> given = new HashMap<>(map);
                stays(sample, part.getKey(), given, given::clear);
                assertThrows(UnsupportedOperationException.class, map::clear);
            } else if (part.getValue() instanceof Set<?> set) {
                staysCollected(sample, part.getKey(), set, HashSet::new);
            } else if (part.getValue() instanceof List<?> list) {
                staysCollected(sample, part.getKey(), list, ArrayList::new);
            }
        }
    }

    private static void staysCollected(
            Record sample, String part, Collection<?> value, Function<Collection<?>, Collection<?>> copied)
            throws Throwable {
        Collection<?> given = copied.apply(value);
        stays(sample, part, given, given::clear);
        assertThrows(UnsupportedOperationException.class, value::clear);
    }

    private static void stays(Record sample, String part, Object given, Runnable cleared) throws Throwable {
        assertFalse(Arrays.asList(List.of(), Set.of(), Map.of()).contains(given), () -> part + " tells nothing");
        Record made = Parts.with(sample, part, given);
        assertEquals(sample, made);
        cleared.run();
        assertEquals(sample, made, part);
    }
}
