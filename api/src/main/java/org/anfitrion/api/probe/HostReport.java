package org.anfitrion.api.probe;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.host.Support;

/**
 * What {@link HostProbe} found: an answer to every {@link Question}, facts that are more than yes or no, and a verdict for
 * each backend. {@link #toString()} is a page for people. Immutable and thread-safe.
 */
public final class HostReport {

    private static final int WORDS = 27;

    private final Map<Question, Finding> findings;
    private final CpuFacts cpu;
    private final Optional<CgroupLayout> cgroups;
    private final List<CgroupController> controllers;
    private final String hypervisor;
    private final String container;
    private final List<Verdict> verdicts;

    HostReport(
            Map<Question, Finding> findings,
            CpuFacts cpu,
            Optional<CgroupLayout> cgroups,
            List<CgroupController> controllers,
            String hypervisor,
            String container,
            List<Verdict> verdicts) {
        this.findings = new EnumMap<>(findings);
        this.cpu = cpu;
        this.cgroups = cgroups;
        this.controllers = List.copyOf(controllers);
        this.hypervisor = hypervisor;
        this.container = container;
        this.verdicts = List.copyOf(verdicts);
    }

    /**
     * Returns all answers.
     *
     * @return one finding for each question, in the order of {@link Question}
     */
    public List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    /**
     * Returns the answer to one question.
     *
     * @param question the question
     * @return the answer
     */
    public Finding finding(Question question) {
        return Objects.requireNonNull(findings.get(Objects.requireNonNull(question, "question")));
    }

    /**
     * Tells whether the answer to a question is yes.
     *
     * @param question the question
     * @return true for yes, false for no and unknown
     */
    public boolean isYes(Question question) {
        return finding(question).isYes();
    }

    /**
     * Returns the processors.
     *
     * @return what is told of them; its parts say themselves what they are if not told
     */
    public CpuFacts cpu() {
        return cpu;
    }

    /**
     * Returns how control groups are mounted.
     *
     * @return the layout; empty if the mounts could not be read
     */
    public Optional<CgroupLayout> cgroups() {
        return cgroups;
    }

    /**
     * Returns the controllers of control groups. With a hybrid layout some are of version 1 and some of version 2.
     *
     * @return the controllers; empty if none is mounted, or the mounts could not be read
     */
    public List<CgroupController> cgroupControllers() {
        return controllers;
    }

    /**
     * Returns what runs this machine, if it is a virtual one.
     *
     * @return such as {@code KVM}, {@code VMware}, {@code Xen}; empty if it is none, or does not tell
     */
    public Optional<String> hypervisor() {
        return Optional.of(hypervisor).filter(name -> !name.isEmpty());
    }

    /**
     * Returns what runs this container, if it is one.
     *
     * @return such as {@code docker}, {@code lxc}, {@code openvz}; empty if it is none, or does not tell
     */
    public Optional<String> container() {
        return Optional.of(container).filter(name -> !name.isEmpty());
    }

    /**
     * Tells whether KVM runs unmodified guests for this process, with the processor's help.
     *
     * @return the verdict
     */
    public Verdict forKvm() {
        return verdicts.get(0);
    }

    /**
     * Tells whether Xen's guests can be controlled from here.
     *
     * @return the verdict
     */
    public Verdict forXen() {
        return verdicts.get(1);
    }

    /**
     * Tells whether Linux containers can run, those of root if this process is root's, else those of an unprivileged user.
     *
     * @return the verdict
     */
    public Verdict forLxc() {
        return verdicts.get(2);
    }

    /**
     * Tells whether OpenVZ's containers can be run from here.
     *
     * @return the verdict
     */
    public Verdict forOpenvz() {
        return verdicts.get(3);
    }

    /**
     * Tells whether VirtualBox can run its machines. Without its driver it can still keep them.
     *
     * @return the verdict
     */
    public Verdict forVirtualBox() {
        return verdicts.get(4);
    }

    /**
     * Returns the verdicts for all backends.
     *
     * @return for KVM, Xen, LXC, OpenVZ, VirtualBox
     */
    public List<Verdict> verdicts() {
        return verdicts;
    }

    /** Returns a page for people: the processors, the verdicts, and each answer with its reason and its remedy. */
    @Override
    public String toString() {
        StringBuilder page = new StringBuilder();
        page.append(cpu).append('\n');
        if (!cpu.vendor().isEmpty()) {
            page.append("vendor ").append(cpu.vendor()).append('\n');
        }
        page.append('\n');
        verdicts.forEach(verdict -> row(page, verdict.backend(), verdict.answer(), verdict.reason(), ""));
        page.append('\n');
        findings.values()
                .forEach(finding ->
                        row(page, finding.question().words(), finding.answer(), finding.reason(), finding.remedy()));
        return page.toString();
    }

    private static void row(StringBuilder page, String words, Support.Answer answer, String reason, String remedy) {
        String what = words + " ".repeat(Math.max(1, WORDS - words.length()));
        page.append("%s%-8s %s"
                        .formatted(what, answer.name().toLowerCase(Locale.ROOT), reason)
                        .stripTrailing())
                .append('\n');
        if (!remedy.isEmpty()) {
            page.append(" ".repeat(WORDS + 9)).append("→ ").append(remedy).append('\n');
        }
    }
}
