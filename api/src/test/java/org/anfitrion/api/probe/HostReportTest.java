package org.anfitrion.api.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.anfitrion.api.host.Support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostReportTest {

    @TempDir
    Path root;

    @Test
    void everyQuestionIsAnsweredInOrderWithAReason() {
        List<Finding> findings = HostProbe.local().probe().findings();

        assertEquals(
                List.of(Question.values()),
                findings.stream().map(Finding::question).toList());
        findings.forEach(finding -> assertFalse(finding.reason().isEmpty(), finding::toString));
    }

    @Test
    void thisMachineHasTheProcessorsThatTheJvmSees() {
        HostReport report = HostProbe.local().probe();

        assertTrue(report.cpu().online() >= Runtime.getRuntime().availableProcessors(), report::toString);
        assertFalse(report.cpu().architecture().isEmpty(), report::toString);
        assertFalse(report.finding(Question.SUPERUSER).isUnknown(), report::toString);
        assertTrue(report.isYes(Question.NAMESPACES), report::toString);
        assertTrue(report.cgroups().isPresent(), report::toString);
        assertEquals(Files.exists(Path.of("/dev/kvm")), report.isYes(Question.KVM_DEVICE_PRESENT), report::toString);
    }

    @Test
    void ofAMachineWithoutFilesNothingIsClaimed() {
        HostReport report = HostProbe.at(root).probe();

        report.findings().forEach(finding -> assertTrue(finding.isUnknown(), finding::toString));
        report.verdicts().forEach(verdict -> assertEquals(Answer.UNKNOWN, verdict.answer(), verdict::toString));
        assertEquals("processor of a model not told", report.cpu().toString());
    }

    @Test
    void thePageShowsVerdictsAnswersReasonsAndRemedies() {
        String page =
                Machine.intel(root, Machine.INTEL).with("/dev/kvm", "").probe().toString();

        assertTrue(
                page.startsWith("Intel(R) Xeon(R) CPU, x86_64, 1 CPU (1 node × 1 socket × 1 core × 1 thread)"), page);
        assertTrue(
                page.contains("\nKVM                        no       present but unusable for unmodified guests"),
                page);
        assertTrue(
                page.contains("\nvirtualization extensions  no       the processor shows neither vmx nor svm\n"), page);
        assertTrue(
                page.contains("\n                                    → turn VT-x or AMD-V on in the firmware\n"), page);
    }

    @Test
    void aVerdictIsTheAnswerAndTheReasonThatASessionWouldGive() {
        Verdict verdict = Machine.intel(root, Machine.INTEL).probe().forKvm();

        assertEquals(Answer.NO, verdict.support().answer());
        assertEquals(verdict.reason(), verdict.support().reason());
        assertEquals("KVM: no, there is no /dev/kvm", verdict.toString());
    }

    @Test
    void whatStandsInPlaceOfAFileIsNotRead() throws IOException {
        Files.createDirectories(root.resolve("proc/cpuinfo/nothing"));
        Files.createDirectories(root.resolve("proc/self"));
        Files.createSymbolicLink(root.resolve("proc/self/mountinfo"), Path.of("mountinfo"));
        Files.createSymbolicLink(root.resolve("proc/self/status"), Path.of("/dev/zero"));

        HostReport report = HostProbe.at(root).probe();
        Files.delete(root.resolve("proc/self/status"));

        assertEquals(
                "/proc/cpuinfo cannot be read: it is not a file",
                report.finding(Question.VIRTUALIZATION_EXTENSIONS).reason());
        assertTrue(report.finding(Question.CGROUPS).reason().startsWith("/proc/self/mountinfo cannot be read: "));
        assertTrue(report.finding(Question.SUPERUSER).isUnknown());
    }

    @Test
    void aFileLongerThanAnyOfItsKindIsReadInPart() {
        String text = Machine.cpu("GenuineIntel", "Intel", "lm vmx") + "x".repeat(Tree.LARGEST_FILE) + "\n";
        HostReport report = Machine.bare(root).with("/proc/cpuinfo", text).probe();

        assertTrue(report.isYes(Question.VIRTUALIZATION_EXTENSIONS));
        assertEquals(1, report.cpu().online());
    }

    @Test
    void whatATerminalWouldObeyIsNotShown() {
        String page = Machine.intel(root, "")
                .with("/proc/cpuinfo", Machine.cpu("\u001b[2J", "a\u0007b\u009bc" + "d".repeat(500), "lm"))
                .probe()
                .toString();

        assertTrue(page.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl), page);
        assertTrue(page.lines().findFirst().orElseThrow().length() < 250, page);
    }
}
