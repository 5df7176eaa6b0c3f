package org.anfitrion.api.probe;

import java.util.Optional;

/** Whether this machine runs on Xen, and as what. Source: the kernel's Documentation/ABI, sysfs-hypervisor-xen. */
final class XenQuestions {

    private static final String TYPE = "/sys/hypervisor/type";
    private static final String FEATURES = "/sys/hypervisor/properties/features";
    private static final String CAPABILITIES = "/proc/xen/capabilities";

    /** Bit of {@code FEATURES} by which Xen marks its control domain: XENFEAT_dom0 in Xen's public headers. */
    private static final long DOM0 = 1L << 11;

    private static final String BOOT_XEN = "install Xen and start the machine with it: Xen then starts Linux as dom0";

    private XenQuestions() {}

    static void ask(Survey survey) {
        Tree tree = survey.tree();
        String type = tree.line(TYPE).orElse("");
        if (type.equals("xen") || tree.text(CAPABILITIES).isPresent()) {
            onXen(survey);
        } else if (!type.isEmpty()
                || tree.list("/sys").filter(names -> !names.isEmpty()).isPresent()) {
            String reason = type.isEmpty()
                    ? "this kernel does not run on Xen: there is no " + TYPE
                    : "this kernel runs on " + Words.plain(type) + ", by " + TYPE;
            survey.no(Question.XEN_DOM0, reason, BOOT_XEN);
            survey.no(Question.XEN_DOMU, reason, "");
        } else {
            String reason = tree.read(TYPE).why() + ", nor anything else in /sys";
            survey.unknown(Question.XEN_DOM0, reason, "mount /sys");
            survey.unknown(Question.XEN_DOMU, reason, "mount /sys");
        }
        control(survey);
    }

    private static void onXen(Survey survey) {
        Optional<Boolean> dom0 = dom0(survey.tree());
        if (dom0.isEmpty()) {
            String reason =
                    "this kernel runs on Xen, but neither " + CAPABILITIES + " nor " + FEATURES + " can be read";
            survey.unknown(Question.XEN_DOM0, reason, "mount -t xenfs xenfs /proc/xen");
            survey.unknown(Question.XEN_DOMU, reason, "mount -t xenfs xenfs /proc/xen");
        } else if (dom0.get()) {
            survey.yes(Question.XEN_DOM0, "Xen lets this domain control it");
            survey.no(Question.XEN_DOMU, "this is Xen's control domain", "");
        } else {
            String kind = survey.tree()
                    .line("/sys/hypervisor/guest_type")
                    .map(text -> ", of type " + Words.plain(text))
                    .orElse("");
            survey.no(
                    Question.XEN_DOM0,
                    "this is one of Xen's guests" + kind,
                    "run this in the host's dom0, or connect to it");
            survey.yes(Question.XEN_DOMU, "this kernel runs on Xen and may not control it" + kind);
            survey.hypervisor("Xen");
        }
    }

    private static Optional<Boolean> dom0(Tree tree) {
        Optional<Boolean> controls = tree.text(CAPABILITIES).map(text -> text.contains("control_d"));
        if (controls.orElse(false)) {
            return controls;
        }
        // xenfs need not be mounted; the features are told without it.
        Optional<Boolean> marked =
                tree.line(FEATURES).flatMap(XenQuestions::hex).map(bits -> (bits & DOM0) != 0);
        return marked.or(() -> controls);
    }

    private static Optional<Long> hex(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        return digits.matches("[0-9a-fA-F]{1,15}") ? Optional.of(Long.parseLong(digits, 16)) : Optional.empty();
    }

    private static void control(Survey survey) {
        if (survey.isNo(Question.XEN_DOM0)) {
            survey.no(Question.XEN_CONTROL, "this is not Xen's control domain", "");
            return;
        }
        Tree tree = survey.tree();
        if (tree.list("/dev").isEmpty()) {
            survey.unknown(Question.XEN_CONTROL, "/dev cannot be read", "");
            return;
        }
        String device = tree.exists("/dev/xen/privcmd") ? "/dev/xen/privcmd" : "/proc/xen/privcmd";
        if (!tree.exists(device)) {
            survey.no(Question.XEN_CONTROL, "there is no /dev/xen/privcmd", "modprobe xen-privcmd");
        } else if (tree.mayOpen(device)) {
            survey.yes(Question.XEN_CONTROL, "this process may open " + device);
        } else {
            survey.no(
                    Question.XEN_CONTROL,
                    "this process may not open " + device,
                    "be root, or go through libvirt's daemon");
        }
    }
}
