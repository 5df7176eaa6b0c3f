package org.anfitrion.testkit.contract.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that was written is read the same. */
class ReportFileTest {

    private static final Report REPORT = new Report(
            "qemu+tcp://a host",
            Report.Status.TESTED,
            "",
            new Fingerprint("QEMU", "7.2", "libvirt 9.0.0", "qemu:///system"),
            List.of(new RuleResult("DOM-1", Verdict.FAIL, "a <b> \"c\"\nd", 12)),
            List.of(new FeatureResult("RESET", FeatureResult.Answer.NO, "ünïcödé")));

    @TempDir
    private Path directory;

    @Test
    void aReportComesBackTheSameFromAFileThatItsNameCannotLeadAstray() {
        Path file = ReportFile.write(REPORT, directory.resolve("new"));
        assertEquals(directory.resolve("new/qemu_tcp___a_host.json"), file);
        assertEquals(REPORT, ReportFile.read(file));
        assertEquals(List.of(REPORT), ReportFile.readAll(directory.resolve("new")));
    }

    @Test
    void aTableForPeopleStandsBesideIt() throws IOException {
        ReportFile.write(REPORT, directory);
        String table = Files.readString(directory.resolve("qemu_tcp___a_host.txt"));
        assertTrue(table.contains("0 no  0 unknown  0 pass  1 fail"), table);
        assertTrue(table.contains("DOM-1   FAIL         12 ms  a <b> \"c\" | d\n"), table);
        assertTrue(table.contains("✘ reset                                  ünïcödé\n"), table);
    }

    @Test
    void whatIsNotAReportIsRefused() throws IOException {
        Path strange = Files.writeString(directory.resolve("a.json"), "{\"backend\": 1}");
        Path broken = Files.writeString(directory.resolve("b.json"), "{");
        Path unknown = Files.writeString(
                directory.resolve("c.json"),
                Files.readString(ReportFile.write(REPORT, directory.resolve("d")))
                        .replace("tested", "guessed"));
        for (Path file : List.of(strange, broken, unknown)) {
            assertThrows(IllegalArgumentException.class, () -> ReportFile.read(file), file::toString);
        }
    }
}
