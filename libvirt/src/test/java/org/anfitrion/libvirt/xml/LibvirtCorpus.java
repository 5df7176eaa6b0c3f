package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The XML files of libvirt's own tests, of its source package. */
final class LibvirtCorpus {

    private LibvirtCorpus() {}

    static Path folder() throws IOException {
        Properties sources = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(System.getProperty("anfitrion.sources", "")))) {
            sources.load(reader);
        }
        String source = sources.getProperty("source.libvirt");
        assertTrue(source != null, () -> "cannot be had here: " + sources.get("unobtainable"));
        return Path.of(source, "tests");
    }

    /** The files that are no links. */
    static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .sorted()
                    .toList();
        }
    }
}
