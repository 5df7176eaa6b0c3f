package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts that classes are generated from are what the schemas of this libvirt say. */
class SchemaFactsIT {

    @Test
    void theFactsAreThoseOfTheInstalledSchemas(@TempDir Path folder) throws IOException, InterruptedException {
        Path facts = folder.resolve("libvirt.facts");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");

        int code = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        Path.of("target", "schema-tools").toAbsolutePath().toString(),
                        "org.anfitrion.libvirt.schema.SchemaFacts",
                        "/usr/share/libvirt/schemas",
                        Path.of("src", "schema", "naming").toAbsolutePath().toString(),
                        facts.toString())
                .inheritIO()
                .start()
                .waitFor();

        assertEquals(0, code);
        assertEquals(Files.readString(Path.of("src", "schema", "libvirt.facts")), Files.readString(facts));
    }
}
