package org.anfitrion.api.probe;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the processor and the platform do for a hypervisor. Source: the kernel's cpufeatures.h and module parameters. */
final class ProcessorQuestions {

    private static final String NESTED_IN_HOST =
            "turn nested virtualization on in the hypervisor below, and show this machine the host's processor";
    private static final String FIRMWARE = "turn VT-x or AMD-V on in the firmware";

    private ProcessorQuestions() {}

    static void ask(Survey survey) {
        extensions(survey);
        paging(survey);
        nested(survey);
        iommu(survey);
    }

    private static void extensions(Survey survey) {
        Question question = Question.VIRTUALIZATION_EXTENSIONS;
        Set<String> flags = survey.cpu().flags();
        CpuInfo.Family family = survey.cpuInfo().family();
        if (survey.cpuInfoFile().text().isEmpty()) {
            survey.unknown(question, survey.cpuInfoFile().why(), "mount /proc");
        } else if (family == CpuInfo.Family.POWER) {
            power(survey);
        } else if (family == CpuInfo.Family.ARM) {
            if (survey.tree().exists("/dev/kvm")) {
                survey.yes(question, "there is a /dev/kvm, and on ARM there is none without");
            } else {
                survey.unknown(question, "ARM does not show programs at which level the kernel was started", "");
            }
        } else if (family == CpuInfo.Family.OTHER || !survey.cpuInfo().tellsFlags()) {
            survey.unknown(question, "/proc/cpuinfo does not tell what the processor can do", "");
        } else {
            String flag = extension(family, flags);
            if (!flag.isEmpty()) {
                survey.yes(question, "the processor shows " + flag);
            } else if (xenUsesThem(survey)) {
                survey.yes(question, "Xen runs fully virtualized guests with them");
            } else {
                survey.no(question, lacking(family), remedy(survey));
            }
        }
    }

    private static String extension(CpuInfo.Family family, Set<String> flags) {
        return switch (family) {
            case X86 -> flags.contains("vmx") ? "vmx (VT-x)" : flags.contains("svm") ? "svm (AMD-V)" : "";
            case S390 -> flags.contains("sie") ? "sie" : "";
            case RISCV -> flags.contains("h") ? "the extension h" : "";
            case ARM, POWER, OTHER -> "";
        };
    }

    private static String lacking(CpuInfo.Family family) {
        return switch (family) {
            case S390 -> "the processor does not show sie";
            case RISCV -> "the processor does not show the extension h";
            case X86, ARM, POWER, OTHER -> "the processor shows neither vmx nor svm";
        };
    }

    private static String remedy(Survey survey) {
        if (survey.isYes(Question.INSIDE_VIRTUAL_MACHINE)) {
            return NESTED_IN_HOST;
        }
        return survey.cpuInfo().family() == CpuInfo.Family.X86 ? FIRMWARE : "";
    }

    private static void power(Survey survey) {
        Question question = Question.VIRTUALIZATION_EXTENSIONS;
        String board = survey.cpuInfo().board();
        if (board.contains("PowerNV")) {
            survey.yes(question, "the kernel runs in hypervisor mode (PowerNV)");
        } else if (survey.tree().exists("/sys/module/kvm_hv")) {
            survey.yes(question, "kvm_hv is loaded");
        } else {
            survey.unknown(
                    question,
                    "this is a partition, and whether it may have guests only kvm_hv tells",
                    "modprobe kvm_hv");
        }
    }

    /** Xen hides the flags from its dom0, but tells what it can run. */
    private static boolean xenUsesThem(Survey survey) {
        return survey.isYes(Question.XEN_DOM0)
                && survey.tree()
                        .line("/sys/hypervisor/properties/capabilities")
                        .filter(line -> line.contains("hvm-"))
                        .isPresent();
    }

    private static void paging(Survey survey) {
        Question question = Question.NESTED_PAGING;
        Set<String> flags = survey.cpu().flags();
        if (!survey.isYes(Question.VIRTUALIZATION_EXTENSIONS)) {
            follow(survey, question);
            return;
        }
        switch (survey.cpuInfo().family()) {
            case X86 -> {
                String flag = flags.contains("ept") ? "ept" : flags.contains("npt") ? "npt" : "";
                String parameter = flag.equals("npt") ? "kvm_amd/parameters/npt" : "kvm_intel/parameters/ept";
                if (!flag.isEmpty() && switched(survey, parameter).orElse(true)) {
                    survey.yes(question, "the processor shows " + flag);
                } else if (!flag.isEmpty()) {
                    survey.no(
                            question,
                            "/sys/module/" + parameter + " says no",
                            "options " + parameter.replace("/parameters/", " ") + "=1 in /etc/modprobe.d");
                } else if (survey.isYes(Question.XEN_DOM0)) {
                    survey.unknown(question, "Xen hides that from its dom0", "ask xl info for hap");
                } else {
                    survey.no(question, "the processor shows neither ept nor npt", remedy(survey));
                }
            }
            case ARM, RISCV, S390 -> survey.yes(question, "on this architecture it is part of the extensions");
            case POWER, OTHER -> survey.unknown(question, "on this architecture nothing tells", "");
        }
    }

    /** Where there are no extensions there is nothing that needs them. */
    private static void follow(Survey survey, Question question) {
        Finding extensions = survey.finding(Question.VIRTUALIZATION_EXTENSIONS);
        if (extensions.isNo()) {
            survey.no(question, extensions.reason(), extensions.remedy());
        } else {
            survey.unknown(question, extensions.reason(), extensions.remedy());
        }
    }

    private static void nested(Survey survey) {
        Question question = Question.NESTED_VIRTUALIZATION;
        for (String module : List.of("kvm_intel", "kvm_amd", "kvm_hv", "kvm")) {
            String file = module + "/parameters/nested";
            Optional<Boolean> on = switched(survey, file);
            if (on.isPresent() && on.get()) {
                survey.yes(question, "/sys/module/" + file + " says yes");
                return;
            }
            if (on.isPresent()) {
                survey.no(
                        question,
                        "/sys/module/" + file + " says no",
                        "options " + module + " nested=1 in /etc/modprobe.d, and load the module anew");
                return;
            }
        }
        if (survey.isYes(Question.VIRTUALIZATION_EXTENSIONS)) {
            survey.unknown(
                    question,
                    "no module of KVM tells, perhaps because none is loaded",
                    "modprobe kvm_intel or kvm_amd");
        } else {
            follow(survey, question);
        }
    }

    /** A parameter of a module: Y, N, 1 or 0. */
    private static Optional<Boolean> switched(Survey survey, String parameter) {
        return survey.tree().line("/sys/module/" + parameter).flatMap(value -> switch (value) {
            case "Y", "y", "1" -> Optional.of(true);
            case "N", "n", "0" -> Optional.of(false);
            default -> Optional.<Boolean>empty();
        });
    }

    private static void iommu(Survey survey) {
        Tree tree = survey.tree();
        Optional<List<String>> units = tree.list("/sys/class/iommu");
        Optional<List<String>> groups = tree.list("/sys/kernel/iommu_groups");
        if (units.filter(list -> !list.isEmpty()).isPresent()) {
            survey.yes(
                    Question.IOMMU,
                    "the kernel uses "
                            + Words.list(units.get().stream()
                                    .map(Words::plain)
                                    .sorted()
                                    .limit(4)
                                    .toList()));
        } else if (groups.filter(list -> !list.isEmpty()).isPresent()) {
            survey.yes(Question.IOMMU, "devices are in " + groups.get().size() + " IOMMU groups");
        } else if (units.isEmpty() && groups.isEmpty()) {
            survey.unknown(Question.IOMMU, "neither /sys/class/iommu nor /sys/kernel/iommu_groups can be read", "");
        } else {
            survey.no(
                    Question.IOMMU,
                    "the kernel uses none",
                    survey.isYes(Question.INSIDE_VIRTUAL_MACHINE)
                            ? "give this machine a virtual IOMMU"
                            : "turn VT-d or AMD-Vi on in the firmware, and boot with intel_iommu=on on Intel");
        }
    }
}
