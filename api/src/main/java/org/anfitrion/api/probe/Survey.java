package org.anfitrion.api.probe;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.host.Support;

/** One probe on its way: what was read so far, and the answers so far, which later questions build on. */
final class Survey {

    private final Tree tree;
    private final Tree.Reading cpuInfoFile;
    private final CpuInfo cpuInfo;
    private final CpuFacts cpu;
    private final Optional<Mounts> mounts;
    private final KernelParts kernel;
    private final Map<Question, Finding> findings = new EnumMap<>(Question.class);
    private String hypervisor = "";
    private String container = "";

    Survey(Tree tree) {
        this.tree = tree;
        this.cpuInfoFile = tree.read("/proc/cpuinfo");
        this.cpuInfo = CpuInfo.parse(cpuInfoFile.text().orElse(""));
        this.cpu = CpuReader.read(tree, cpuInfo);
        this.mounts = Mounts.read(tree);
        this.kernel = new KernelParts(tree);
    }

    Tree tree() {
        return tree;
    }

    /** How the reading of {@code /proc/cpuinfo} went. */
    Tree.Reading cpuInfoFile() {
        return cpuInfoFile;
    }

    CpuInfo cpuInfo() {
        return cpuInfo;
    }

    CpuFacts cpu() {
        return cpu;
    }

    Optional<Mounts> mounts() {
        return mounts;
    }

    KernelParts kernel() {
        return kernel;
    }

    /** What runs this machine, if it is virtual and tells; else empty. */
    String hypervisor() {
        return hypervisor;
    }

    void hypervisor(String product) {
        hypervisor = product;
    }

    /** What runs this container, if it is one and tells; else empty. */
    String container() {
        return container;
    }

    void container(String product) {
        container = product;
    }

    boolean isYes(Question question) {
        return finding(question).isYes();
    }

    boolean isNo(Question question) {
        return finding(question).isNo();
    }

    /** An answer that was given before. */
    Finding finding(Question question) {
        Finding finding = findings.get(question);
        if (finding == null) {
            throw new IllegalStateException(question + " is asked later");
        }
        return finding;
    }

    void yes(Question question, String reason) {
        answer(question, Support.Answer.YES, reason, "");
    }

    void no(Question question, String reason, String remedy) {
        answer(question, Support.Answer.NO, reason, remedy);
    }

    void unknown(Question question, String reason, String remedy) {
        answer(question, Support.Answer.UNKNOWN, reason, remedy);
    }

    private void answer(Question question, Support.Answer answer, String reason, String remedy) {
        Finding before = findings.put(question, new Finding(question, answer, reason, remedy));
        if (before != null) {
            throw new IllegalStateException(question + " is answered already: " + before);
        }
    }

    Map<Question, Finding> findings() {
        return findings;
    }
}
