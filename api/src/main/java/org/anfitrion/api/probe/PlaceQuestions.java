package org.anfitrion.api.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether this machine is a virtual one. Source: the firmware's names are those that virt-what(1) knows too. */
final class PlaceQuestions {

    private static final String DMI = "/sys/class/dmi/id/";
    private static final List<String> DMI_FILES =
            List.of("product_name", "sys_vendor", "board_vendor", "bios_vendor", "product_version");

    /** What the firmware of virtual machines calls itself, and what that is. */
    private static final List<Map.Entry<String, String>> FIRMWARE = List.of(
            Map.entry("KVM", "KVM"),
            Map.entry("OpenStack", "KVM"),
            Map.entry("KubeVirt", "KVM"),
            Map.entry("Amazon EC2", "Amazon EC2"),
            Map.entry("Google Compute Engine", "Google Compute Engine"),
            Map.entry("QEMU", "QEMU"),
            Map.entry("VMware", "VMware"),
            Map.entry("VMW", "VMware"),
            Map.entry("VirtualBox", "VirtualBox"),
            Map.entry("innotek GmbH", "VirtualBox"),
            Map.entry("HVM domU", "Xen"),
            Map.entry("Xen", "Xen"),
            Map.entry("Bochs", "Bochs"),
            Map.entry("Parallels", "Parallels"),
            Map.entry("BHYVE", "bhyve"),
            Map.entry("Virtual Machine", "Hyper-V"),
            Map.entry("Apple Virtualization", "Apple Virtualization"));

    private PlaceQuestions() {}

    static void ask(Survey survey) {
        if (survey.isYes(Question.XEN_DOM0)) {
            // Xen shows its dom0 the flag of a guest, but nothing is below it.
            survey.no(Question.INSIDE_VIRTUAL_MACHINE, "this is Xen's control domain", "");
            return;
        }
        if (survey.isYes(Question.XEN_DOMU)) {
            yes(survey, "Xen", "this is one of Xen's guests");
            return;
        }
        Optional<String> firmware = firmware(survey);
        if (survey.cpu().flags().contains("hypervisor")) {
            yes(survey, firmware.orElse(""), "the processor shows the flag hypervisor");
        } else if (firmware.isPresent()) {
            yes(survey, firmware.get(), "its firmware says " + firmware.get());
        } else if (survey.cpuInfo().family() == CpuInfo.Family.X86) {
            survey.no(Question.INSIDE_VIRTUAL_MACHINE, "the processor does not show the flag hypervisor", "");
        } else if (DMI_FILES.stream()
                        .anyMatch(file -> survey.tree().line(DMI + file).isPresent())
                || survey.cpuInfo().board().contains("PowerNV")) {
            survey.no(Question.INSIDE_VIRTUAL_MACHINE, "its firmware names no hypervisor", "");
        } else {
            Tree.Reading reading = survey.cpuInfoFile();
            survey.unknown(
                    Question.INSIDE_VIRTUAL_MACHINE,
                    reading.text().isPresent() ? "neither processor nor firmware tell" : reading.why(),
                    "");
        }
    }

    private static void yes(Survey survey, String product, String reason) {
        survey.hypervisor(product);
        boolean told = product.isEmpty() || reason.contains(product);
        survey.yes(Question.INSIDE_VIRTUAL_MACHINE, told ? reason : reason + ", and its firmware says " + product);
    }

    private static Optional<String> firmware(Survey survey) {
        Tree tree = survey.tree();
        if (tree.line(DMI + "product_name")
                .filter(name -> name.endsWith(".metal"))
                .isPresent()) {
            return Optional.empty(); // Amazon's machines without a hypervisor
        }
        for (String file : DMI_FILES) {
            String line = tree.line(DMI + file).orElse("");
            for (Map.Entry<String, String> known : FIRMWARE) {
                if (line.contains(known.getKey())) {
                    return Optional.of(known.getValue());
                }
            }
        }
        // s390's z/VM or KVM; POWER's and ARM's device tree.
        return tree.text("/proc/sysinfo")
                .filter(text -> text.contains("Control Program:"))
                .map(text -> text.contains("KVM") ? "KVM" : "z/VM")
                .or(() -> tree.line("/proc/device-tree/hypervisor/compatible")
                        .map(text -> text.contains("kvm") ? "KVM" : text.contains("xen") ? "Xen" : Words.plain(text)))
                .or(() -> tree.line("/proc/device-tree/compatible")
                        .filter(text -> text.contains("linux,dummy-virt") || text.contains("qemu"))
                        .map(text -> "QEMU"))
                .or(() -> Optional.of(survey.cpuInfo().board())
                        .filter(board -> board.contains("emulated by qemu"))
                        .map(board -> "QEMU"));
    }
}
