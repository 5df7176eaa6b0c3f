package org.anfitrion.api.probe;

import java.util.List;

/** Whether this is an OpenVZ or Virtuozzo node. Source: vzctl(8), and what OpenVZ's kernels put into /proc. */
final class OpenvzQuestions {

    private static final List<String> TOOLS = List.of("/usr/bin/prlctl", "/usr/sbin/vzctl", "/usr/bin/vzctl");

    private OpenvzQuestions() {}

    static void ask(Survey survey) {
        Tree tree = survey.tree();
        if (tree.exists("/proc/vz") || tree.exists("/proc/user_beancounters")) {
            survey.yes(Question.OPENVZ_KERNEL, kind(survey));
            node(survey);
        } else {
            String lacking = "there is neither /proc/vz nor /proc/user_beancounters";
            if (tree.text("/proc/self/status").isPresent()
                    || tree.text("/proc/filesystems").isPresent()) {
                String kernel = "start OpenVZ's or Virtuozzo's kernel; ordinary ones have no such containers";
                survey.no(Question.OPENVZ_KERNEL, lacking, kernel);
                survey.no(Question.OPENVZ_NODE, "this is not an OpenVZ kernel", kernel);
            } else {
                survey.unknown(Question.OPENVZ_KERNEL, "/proc cannot be read", "mount /proc");
                survey.unknown(Question.OPENVZ_NODE, "/proc cannot be read", "mount /proc");
            }
        }
        tools(survey);
    }

    private static String kind(Survey survey) {
        String release = survey.kernel().release();
        if (release.contains("stab")) {
            return "OpenVZ " + release;
        }
        return (release.contains(".vz") ? "Virtuozzo " : "a kernel with beancounters, ") + release;
    }

    private static void node(Survey survey) {
        if (survey.container().equals("openvz")) {
            survey.no(
                    Question.OPENVZ_NODE,
                    "this is one of its containers: "
                            + survey.finding(Question.INSIDE_CONTAINER).reason(),
                    "run this on the node");
        } else if (survey.isYes(Question.INSIDE_CONTAINER)) {
            survey.no(Question.OPENVZ_NODE, "this is a container on it", "run this on the node");
        } else if (!survey.tree().exists("/proc/vz")) {
            survey.unknown(Question.OPENVZ_NODE, "there is no /proc/vz", "modprobe vzdev, or start the service vz");
        } else {
            survey.yes(Question.OPENVZ_NODE, "this is the node itself, environment 0");
        }
    }

    private static void tools(Survey survey) {
        Tree tree = survey.tree();
        List<String> there = TOOLS.stream().filter(tree::exists).toList();
        if (!there.isEmpty()) {
            survey.yes(Question.OPENVZ_TOOLS, "there is " + Words.list(there));
        } else if (tree.list("/usr/sbin").isEmpty() && tree.list("/usr/bin").isEmpty()) {
            survey.unknown(Question.OPENVZ_TOOLS, "neither /usr/sbin nor /usr/bin can be read", "");
        } else {
            survey.no(Question.OPENVZ_TOOLS, "there is no vzctl and no prlctl", "install vzctl, or prlctl on OpenVZ 7");
        }
    }
}
