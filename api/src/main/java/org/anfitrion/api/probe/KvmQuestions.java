package org.anfitrion.api.probe;

import java.util.List;

/** Whether KVM is there, for whom, and whether guests made for real machines run in it. */
final class KvmQuestions {

    private static final String DEVICE = "/dev/kvm";
    private static final String EMULATE = "use emulation (GuestType.EMULATED, in libvirt's words <domain type='qemu'>)";

    /** Modules that run any guest, on x86. Another, such as kvm_pvm, runs kernels that were made for it. */
    private static final List<String> MODULES = List.of("kvm_intel", "kvm_amd");

    private KvmQuestions() {}

    static void ask(Survey survey) {
        present(survey);
        accessible(survey);
        usable(survey);
    }

    private static void present(Survey survey) {
        Question question = Question.KVM_DEVICE_PRESENT;
        if (survey.tree().exists(DEVICE)) {
            survey.yes(question, "there is a " + DEVICE);
        } else if (survey.tree().list("/dev").isEmpty()) {
            survey.unknown(question, "/dev cannot be read", "");
        } else {
            survey.no(question, "there is no " + DEVICE, toHaveOne(survey));
        }
    }

    private static String toHaveOne(Survey survey) {
        if (survey.isYes(Question.INSIDE_CONTAINER)) {
            return "give the container the device (docker run --device /dev/kvm), if the host has it";
        }
        Finding extensions = survey.finding(Question.VIRTUALIZATION_EXTENSIONS);
        if (extensions.isNo()) {
            return join(extensions.remedy(), EMULATE);
        }
        if (survey.cpuInfo().family() != CpuInfo.Family.X86) {
            return "modprobe kvm, and see what the kernel logs";
        }
        String module = survey.cpu().flags().contains("svm") ? "kvm_amd" : "kvm_intel";
        return "modprobe " + module + ", and see what the kernel logs";
    }

    private static String join(String one, String other) {
        return one.isEmpty() ? other : one + ", or " + other;
    }

    private static void accessible(Survey survey) {
        Question question = Question.KVM_DEVICE_ACCESSIBLE;
        Finding present = survey.finding(Question.KVM_DEVICE_PRESENT);
        if (present.isNo()) {
            survey.no(question, present.reason(), present.remedy());
        } else if (present.isUnknown()) {
            survey.unknown(question, present.reason(), present.remedy());
        } else if (survey.tree().mayOpen(DEVICE)) {
            survey.yes(question, "this process may read and write it");
        } else {
            String who =
                    survey.tree().permissions(DEVICE).map(" (%s)"::formatted).orElse("");
            survey.no(
                    question,
                    "this process may not read and write it" + who,
                    "add the user to the device's group (usermod -aG kvm USER) and log in again, or go through libvirt's daemon");
        }
    }

    private static void usable(Survey survey) {
        Question question = Question.KVM_USABLE;
        Finding present = survey.finding(Question.KVM_DEVICE_PRESENT);
        Finding extensions = survey.finding(Question.VIRTUALIZATION_EXTENSIONS);
        if (present.isNo()) {
            survey.no(question, present.reason(), present.remedy());
        } else if (present.isUnknown()) {
            survey.unknown(question, present.reason(), present.remedy());
        } else if (extensions.isNo()) {
            survey.no(
                    question,
                    "present but unusable for unmodified guests: " + extensions.reason() + strangers(survey),
                    join(EMULATE, extensions.remedy()));
        } else if (extensions.isUnknown()) {
            survey.unknown(question, "there is a " + DEVICE + ", but " + extensions.reason(), extensions.remedy());
        } else if (survey.isYes(Question.XEN_DOM0)) {
            survey.no(
                    question,
                    "present but unusable: Xen has the processor's extensions",
                    "run fully virtualized guests through Xen, or start the machine without it");
        } else if (survey.cpuInfo().family() == CpuInfo.Family.X86
                && !strangers(survey).isEmpty()) {
            survey.unknown(
                    question, "the processor has what it takes" + strangers(survey), "modprobe kvm_intel or kvm_amd");
        } else {
            survey.yes(question, extensions.reason());
        }
    }

    /** Says who answers at the device where neither of the known modules is loaded; empty if one is, or if nothing tells. */
    private static String strangers(Survey survey) {
        List<String> loaded = survey.tree().list("/sys/module").orElse(List.of());
        List<String> others = loaded.stream()
                .filter(module -> module.startsWith("kvm_"))
                .filter(module -> !MODULES.contains(module))
                .map(Words::plain)
                .sorted()
                .toList();
        return others.isEmpty() || loaded.stream().anyMatch(MODULES::contains)
                ? ""
                : ", and what answers at " + DEVICE + " is " + Words.list(others);
    }
}
