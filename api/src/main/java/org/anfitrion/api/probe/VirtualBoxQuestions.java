package org.anfitrion.api.probe;

/** Whether VirtualBox can run its machines. Source: "Installing on Linux Hosts" in its manual. */
final class VirtualBoxQuestions {

    private static final String DEVICE = "/dev/vboxdrv";

    private VirtualBoxQuestions() {}

    static void ask(Survey survey) {
        Question question = Question.VIRTUALBOX_DRIVER;
        if (survey.tree().exists(DEVICE)) {
            // Its programs are root's and set-user-id: whether this process may open it does not matter.
            survey.yes(question, "there is a " + DEVICE);
        } else if (survey.tree().list("/dev").isEmpty()) {
            survey.unknown(question, "/dev cannot be read", "");
        } else {
            survey.no(
                    question,
                    "there is no " + DEVICE,
                    survey.isYes(Question.INSIDE_CONTAINER)
                            ? "load vboxdrv on the host and give the container the device"
                            : "install virtualbox-dkms and the kernel's headers, or run /sbin/vboxconfig; then modprobe vboxdrv");
        }
    }

    /** From Linux 6.12 on, KVM may take hold of the extensions when it is loaded, not when its first guest starts. */
    static boolean kvmHoldsExtensions(Survey survey) {
        Tree tree = survey.tree();
        return tree.line("/sys/module/kvm/parameters/enable_virt_at_load")
                        .filter(value -> value.equals("Y"))
                        .isPresent()
                && (tree.exists("/sys/module/kvm_intel") || tree.exists("/sys/module/kvm_amd"));
    }
}
