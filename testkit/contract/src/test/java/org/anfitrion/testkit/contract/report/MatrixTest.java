package org.anfitrion.testkit.contract.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.anfitrion.api.host.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feature matrix is made of reports, and a README that says something else is found out. */
class MatrixTest {

    private static final String README = "# It\n\n" + Matrix.BEGIN + "\nold\n" + Matrix.END + "\n\nThe end.\n";

    @TempDir
    private Path directory;

    private static Report report(String backend, String version, FeatureResult... features) {
        return new Report(
                backend,
                Report.Status.TESTED,
                "",
                new Fingerprint("QEMU", version, "libvirt 9.0.0", "qemu:///embed"),
                List.of(
                        new RuleResult("DOM-1", Verdict.PASS, "", 3),
                        new RuleResult("CON-1", Verdict.NO, "console: facet absent", 1)),
                List.of(features));
    }

    private static FeatureResult yes(Feature feature) {
        return new FeatureResult(feature.name(), FeatureResult.Answer.YES, "");
    }

    private static FeatureResult no(Feature feature, String reason) {
        return new FeatureResult(feature.name(), FeatureResult.Answer.NO, reason);
    }

    private final Report qemu = report("qemu-embed", "7.2", yes(Feature.DEFINE), no(Feature.RESET, "no reset | here"));
    private final Report other =
            report("test", "9.0", no(Feature.DEFINE, "a | b"), no(Feature.RESET, "no reset | here"));

    @Test
    void eachFeatureHasARowAndEachBackendAColumn() {
        String matrix = Matrix.of(List.of(qemu, other)).markdown();
        assertTrue(matrix.startsWith("| | qemu-embed | test |\n| --- | :-: | :-: |\n"), matrix);
        assertTrue(matrix.contains("| define domains | ✔ | ✘ <sup>1</sup> |"), matrix);
    }

    @Test
    void equalReasonsShareAFootnote() {
        String matrix = Matrix.of(List.of(qemu, other)).markdown();
        assertTrue(matrix.contains("| reset | ✘ <sup>2</sup> | ✘ <sup>2</sup> |"), matrix);
        assertTrue(matrix.contains("\n1. a \\| b\n2. no reset \\| here\n"), matrix);
    }

    @Test
    void eachBackendHasALineWithItsFingerprintAndHowManyRulesPass() {
        String matrix = Matrix.of(List.of(qemu)).markdown();
        assertTrue(
                matrix.contains(
                        "- **qemu-embed**: QEMU 7.2 through libvirt 9.0.0 (qemu:///embed), 1 of 2 rules pass, 1 no\n"),
                matrix);
    }

    @Test
    void whatATryCameToIsLeftToTheReport() {
        FeatureResult tried = new FeatureResult(
                Feature.TUNE_CPU.name(),
                FeatureResult.Answer.UNKNOWN,
                "from the next start (tried, and refused: 'anfitrion1x')");
        String matrix = Matrix.of(List.of(report("qemu", "7.2", tried))).markdown();
        assertTrue(matrix.contains("\n1. from the next start\n"), matrix);
    }

    @Test
    void whatOfAConnectionIsAnotherInEachRunIsNotTold() {
        assertEquals(
                "QEMU 7.2 (qemu+tls://127.0.0.1/system)",
                new Fingerprint("QEMU", "7.2", "", "qemu+tls://127.0.0.1:40433/system?pkipath=/tmp/x").toString());
    }

    @Test
    void onlyTheSectionBetweenTheMarksIsReplaced() {
        String written = Matrix.of(List.of(qemu)).into(README);
        assertTrue(written.startsWith("# It\n\n" + Matrix.BEGIN + "\n| | qemu-embed |"), written);
        assertTrue(written.endsWith("\n" + Matrix.END + "\n\nThe end.\n"), written);
    }

    @Test
    void aDocumentWithoutMarksIsRefused() {
        Matrix matrix = Matrix.of(List.of(qemu));
        assertThrows(IllegalArgumentException.class, () -> matrix.into("# It\n"));
    }

    @Test
    void versionsAndBackendsThatWereNotTestedHereMakeNoDifference() {
        String written = Matrix.of(List.of(qemu, other)).into(README);
        Report newer = report("qemu-embed", "8.0", yes(Feature.DEFINE), no(Feature.RESET, "other words"));
        Report unobtainable = new Report(
                "test", Report.Status.UNOBTAINABLE, "no package", Fingerprint.unreached(""), List.of(), List.of());
        assertEquals(List.of(), Matrix.of(List.of(newer, unobtainable)).differencesFrom(written));
    }

    @Test
    void aCellThatDiffersIsNamed() {
        String written = Matrix.of(List.of(qemu, other)).into(README);
        Report better = report("qemu-embed", "7.2", yes(Feature.DEFINE), yes(Feature.RESET));
        assertEquals(
                List.of("reset, qemu-embed is ✔, and the document says ✘"),
                Matrix.of(List.of(better)).differencesFrom(written));
    }

    @Test
    void theProgramWritesTheReadmeAndThenFindsItRight() throws IOException {
        Path reports = directory.resolve("reports");
        ReportFile.write(qemu, reports);
        Path readme = Files.writeString(directory.resolve("README.md"), README);
        List<String> check = List.of("--check", reports.toString(), readme.toString());
        assertEquals(1, FeatureMatrix.run(check));
        assertEquals(README, Files.readString(readme));
        assertEquals(0, FeatureMatrix.run(List.of(reports.toString(), readme.toString())));
        assertEquals(0, FeatureMatrix.run(check));
        assertTrue(Files.readString(readme).contains("qemu-embed"));
    }

    @Test
    void theProgramNeedsReports() throws IOException {
        Path readme = Files.writeString(directory.resolve("README.md"), README);
        assertEquals(2, FeatureMatrix.run(List.of(directory.resolve("none").toString(), readme.toString())));
        assertEquals(2, FeatureMatrix.run(List.of(readme.toString())));
    }
}
