package org.anfitrion.examples.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report counts what it says it counts. */
class XmlReportTest {

    @TempDir
    Path folder;

    @BeforeEach
    void someFiles() throws IOException {
        Files.createDirectories(folder.resolve("in/deep"));
        Files.writeString(
                folder.resolve("in/deep/network.xml"),
                "<!-- by hand --><network new='1'><name>n&amp;m</name><x:y xmlns:x='urn:x'/></network>");
        Files.writeString(folder.resolve("in/none.xml"), "<private><a/></private>");
        Files.writeString(folder.resolve("in/broken.xml"), "<network>");
        Files.writeString(
                folder.resolve("in/latin.xml"),
                "<?xml version='1.0' encoding='ISO-8859-1'?><network><name>\u00e4</name></network>",
                StandardCharsets.ISO_8859_1);
        Files.writeString(
                folder.resolve("in/wide.xml"),
                "<?xml version='1.0' encoding='UTF-16'?><private>\u20ac</private>",
                StandardCharsets.UTF_16LE);
        Files.createSymbolicLink(folder.resolve("in/again.xml"), folder.resolve("in/none.xml"));
    }

    private String lastLine(String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = XmlReport.report(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertEquals(0, status, () -> out.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    /** Of six elements and attributes in documents that have a schema, one attribute and one element are in none. */
    @Test
    void itsLastLineSaysHowManyFilesThereAreAndWhatBecameOfThem() throws IOException {
        assertEquals(
                "files 5, read 4, lossless 4, typed 66.67 %, lost 0",
                lastLine(folder.resolve("in").toString()));
    }

    @Test
    void whatWasPrintedCanBeKept() throws IOException {
        lastLine(
                folder.resolve("in").toString(),
                "--write",
                folder.resolve("out").toString());

        assertEquals(
                "<!-- by hand -->\n<network new=\"1\"><name>n&amp;m</name><x:y xmlns:x=\"urn:x\"/></network>",
                Files.readString(folder.resolve("out/deep/network.xml")));
        assertTrue(Files.readString(folder.resolve("out/latin.xml")).contains("\u00e4"));
    }

    @Test
    void aDifferenceIsToldByItsPath() {
        assertEquals(Optional.empty(), difference("<a b='1' c='2'/>", "<a c='2' b='1'><!-- d --></a>"));
        assertEquals(Optional.of("/a/b: '' became 'x'"), difference("<a><b/></a>", "<a><b>x</b></a>"));
        assertTrue(difference("<a><b/><c/></a>", "<a><c/><b/></a>").isPresent());
        assertTrue(difference("<a x='1'/>", "<a/>").isPresent());
        assertTrue(difference("<?b c?><a/>", "<a/>").isPresent());
    }

    private static Optional<String> difference(String one, String other) {
        return Comparison.firstDifference(one.getBytes(StandardCharsets.UTF_8), other);
    }
}
