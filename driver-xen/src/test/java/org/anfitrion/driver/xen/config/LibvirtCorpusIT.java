package org.anfitrion.driver.xen.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.driver.xen.XenDescriptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that libvirt keeps for its own tests, each beside the XML that it means, are kept and mean the same to us. */
class LibvirtCorpusIT {

    private static Path tests() throws IOException {
        Properties sources = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(System.getProperty("anfitrion.sources", "")))) {
            sources.load(reader);
        }
        String source = sources.getProperty("source.libvirt");
        assertTrue(source != null, () -> "cannot be had here: " + sources.get("unobtainable"));
        return Path.of(source, "tests");
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.list(tests().resolve("xlconfigdata")), Files.list(tests().resolve("xmconfigdata")))) {
            return files.filter(file -> file.toString().endsWith(".cfg"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allOfThemAreThere() throws IOException {
        assertEquals(86, files().size());
        assertEquals(85, pairs().size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsKeptToTheCharacter(Path file) throws IOException {
        String text = Files.readString(file);
        XlConfig config = XlConfig.parse(text);
        assertEquals(text, config.print());
        assertTrue(config.keys().contains("name"));
    }

    static List<Path> pairs() throws IOException {
        return files().stream().filter(file -> Files.exists(xml(file))).toList();
    }

    private static Path xml(Path file) {
        return Path.of(file.toString().replace(".cfg", ".xml"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aFileMeansWhatItsXmlMeans(Path file) throws IOException {
        DomainSpec ours = XlTranslation.read(XlConfig.parse(Files.readString(file)));
        String xml = Files.readString(xml(file));
        assertEquals(normal(XenDescriptions.read(xml)), normal(ours));
    }

    /** What only libvirt says: "any" features on a processor that it does not name, and what it makes of rbd's hosts. */
    private static DomainSpec normal(DomainSpec spec) {
        return spec.toBuilder()
                .disks(spec.disks().stream()
                        .map(disk -> disk.source() instanceof DiskSource.Native ? withoutSource(disk) : disk)
                        .toList())
                .build();
    }

    private static DiskSpec withoutSource(DiskSpec disk) {
        return disk.source(new DiskSource.Native("other"));
    }

    static List<Path> sayable() throws IOException {
        return files().stream().filter(LibvirtCorpusIT::isSayable).toList();
    }

    /** What only the file itself can say cannot be written anew. */
    private static boolean isSayable(Path file) {
        try {
            DomainSpec spec = XlTranslation.read(XlConfig.parse(Files.readString(file)));
            return spec.disks().stream().noneMatch(disk -> disk.source() instanceof DiskSource.Native)
                    && spec.nics().stream().noneMatch(card -> card.source() instanceof NicSource.Native)
                    && spec.boot().filter(Boot.Native.class::isInstance).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void mostCanBeWrittenAnew() throws IOException {
        assertTrue(sayable().size() >= 70, () -> "only a few");
    }

    @ParameterizedTest
    @MethodSource("sayable")
    void aFileWrittenAnewMeansTheSame(Path file) throws IOException {
        DomainSpec spec = XlTranslation.read(XlConfig.parse(Files.readString(file)));
        DomainSpec again =
                XlTranslation.read(XlConfig.parse(XlTranslation.write(spec).print()));
        assertEquals(spec, again);
    }
}
