package org.anfitrion.api.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.host.Support;

/** What each backend needs. */
final class Verdicts {

    /** The controllers by which containers are limited, in both versions. */
    private static final List<String> LIMITING = List.of("cpu", "cpuset", "memory", "pids");

    private final Map<Question, Finding> findings;
    private final List<Finding> lacking = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Verdicts(Map<Question, Finding> findings) {
        this.findings = findings;
    }

    private Finding finding(Question question) {
        return Objects.requireNonNull(findings.get(question));
    }

    private boolean isYes(Question question) {
        return finding(question).isYes();
    }

    private void need(Question... questions) {
        for (Question question : questions) {
            if (!isYes(question)) {
                lacking.add(finding(question));
            }
        }
    }

    static Verdict kvm(Map<Question, Finding> findings) {
        Verdicts rules = new Verdicts(findings);
        rules.need(Question.KVM_USABLE, Question.KVM_DEVICE_ACCESSIBLE);
        if (!rules.isYes(Question.NESTED_PAGING)) {
            rules.remarks.add("guests may be slow: "
                    + rules.finding(Question.NESTED_PAGING).reason());
        }
        return rules.verdict("KVM");
    }

    static Verdict xen(Map<Question, Finding> findings) {
        Verdicts rules = new Verdicts(findings);
        rules.need(Question.XEN_DOM0);
        if (!rules.finding(Question.XEN_DOM0).isNo()) {
            rules.need(Question.XEN_CONTROL);
        }
        if (!rules.isYes(Question.VIRTUALIZATION_EXTENSIONS)) {
            rules.remarks.add("paravirtual guests only: "
                    + rules.finding(Question.VIRTUALIZATION_EXTENSIONS).reason());
        }
        return rules.verdict("Xen");
    }

    static Verdict lxc(Map<Question, Finding> findings, Optional<Mounts> mounts, Tree tree) {
        Verdicts rules = new Verdicts(findings);
        rules.need(Question.NAMESPACES, Question.CGROUPS);
        if (!rules.isYes(Question.SUPERUSER)) {
            rules.need(Question.USER_NAMESPACES, Question.SUBORDINATE_IDS, Question.ID_MAPPERS);
            rules.remarks.add("for an unprivileged user: "
                    + rules.finding(Question.SUPERUSER).reason());
        } else if (rules.finding(Question.USER_NAMESPACES).isNo()) {
            rules.remarks.add("users of a container are the host's own: "
                    + rules.finding(Question.USER_NAMESPACES).reason());
        } else if (rules.isYes(Question.ID_MAPPERS)
                && rules.finding(Question.SUBORDINATE_IDS).isNo()) {
            // Where newuidmap is, liblxc has it map the ids of root's containers too.
            rules.remarks.add("users of a container can be its own only with ids for root: "
                    + rules.finding(Question.SUBORDINATE_IDS).reason());
        }
        if (rules.isYes(Question.INSIDE_CONTAINER)) {
            rules.doubts.add("this is a container, whose host has to allow containers in it");
        }
        if (rules.finding(Question.VETH).isNo()
                || rules.finding(Question.BRIDGE).isNo()) {
            rules.remarks.add("without networks of their own: the kernel has no bridges or no veth pairs");
        }
        mounts.ifPresent(found -> rules.controlGroups(found, tree));
        return rules.verdict("LXC");
    }

    /** What the layout of control groups keeps containers from. */
    private void controlGroups(Mounts mounts, Tree tree) {
        if (mounts.cgroups() == CgroupLayout.HYBRID) {
            remarks.add("control groups of both versions are mounted, with which liblxc starts containers, and"
                    + " libvirt's LXC driver does not unless version 2 is unmounted for its daemon");
        }
        List<String> names =
                mounts.controllers(tree).stream().map(CgroupController::name).toList();
        List<String> missing =
                LIMITING.stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty() && mounts.cgroups() != CgroupLayout.NONE && mounts.tellsControllers(tree)) {
            remarks.add("without limits of what needs the missing cgroup "
                    + (missing.size() == 1 ? "controller " : "controllers ") + Words.list(missing));
        }
    }

    static Verdict openvz(Map<Question, Finding> findings) {
        Verdicts rules = new Verdicts(findings);
        rules.need(Question.OPENVZ_KERNEL);
        if (!rules.finding(Question.OPENVZ_KERNEL).isNo()) {
            rules.need(Question.OPENVZ_NODE);
        }
        rules.need(Question.OPENVZ_TOOLS, Question.SUPERUSER);
        return rules.verdict("OpenVZ");
    }

    static Verdict virtualBox(Map<Question, Finding> findings, boolean kvmHoldsExtensions) {
        Verdicts rules = new Verdicts(findings);
        rules.need(Question.VIRTUALBOX_DRIVER, Question.VIRTUALIZATION_EXTENSIONS);
        if (kvmHoldsExtensions) {
            rules.doubts.add(
                    "KVM holds the extensions from the moment it is loaded, which old versions of VirtualBox do"
                            + " not bear: boot with kvm.enable_virt_at_load=0, or unload it");
        }
        if (rules.isYes(Question.XEN_DOM0)) {
            rules.doubts.add("Xen has the processor's extensions");
        }
        return rules.verdict("VirtualBox");
    }

    private Verdict verdict(String backend) {
        List<String> reasons = new ArrayList<>();
        lacking.stream()
                .map(finding -> finding.isNo() ? finding.reason() : "not known: " + finding.reason())
                .distinct()
                .forEach(reasons::add);
        reasons.addAll(doubts);
        boolean no = lacking.stream().anyMatch(Finding::isNo);
        if (!no) {
            reasons.addAll(remarks);
        }
        Support.Answer answer = no
                ? Support.Answer.NO
                : lacking.isEmpty() && doubts.isEmpty() ? Support.Answer.YES : Support.Answer.UNKNOWN;
        return new Verdict(backend, answer, String.join("; ", reasons), lacking);
    }
}
