package org.anfitrion.api.probe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether this is a container. Source: "Container Interface" of systemd, and what OpenVZ's kernel shows. */
final class ContainerQuestions {

    private static final String VZ = "/proc/vz";

    /** Parts of paths that the runtimes of containers use, in control groups and below an overlay. */
    private static final List<Map.Entry<String, String>> PATHS = List.of(
            Map.entry("/libpod", "podman"),
            Map.entry("/containers/storage/", "podman"),
            Map.entry("/docker", "docker"),
            Map.entry("/kubepods", "kubernetes"),
            Map.entry("/lxc.payload", "lxc"),
            Map.entry("/lxc/", "lxc"),
            Map.entry("containerd", "containerd"));

    /**
     * A sign that this is a container.
     *
     * @param product what runs it
     * @param reason where that is said
     */
    private record Sign(String product, String reason) {}

    private ContainerQuestions() {}

    static void ask(Survey survey) {
        Optional<Sign> sign = openvz(survey)
                .or(() -> declared(survey.tree()))
                .or(() -> placed(survey))
                .or(() -> mapped(survey.tree()));
        Optional<Sign> left = marked(survey.tree());
        if (sign.isPresent()) {
            yes(survey, sign.get());
        } else if (left.isPresent() && !ownMachine(survey)) {
            yes(survey, left.get());
        } else if (survey.mounts().isEmpty()) {
            survey.unknown(Question.INSIDE_CONTAINER, Mounts.why(survey.tree()), "mount /proc");
        } else {
            survey.no(
                    Question.INSIDE_CONTAINER,
                    left.map(found -> "made from an image of " + found.product()
                                    + "'s, but / is a disk and /dev the kernel's")
                            .orElse("nothing says that it is one"),
                    "");
        }
    }

    private static void yes(Survey survey, Sign sign) {
        survey.container(sign.product());
        survey.yes(Question.INSIDE_CONTAINER, sign.reason());
    }

    /** {@code /proc/vz} is in containers and outside; {@code /proc/bc} is outside only, and there the environment is 0. */
    private static Optional<Sign> openvz(Survey survey) {
        Tree tree = survey.tree();
        if (!tree.exists(VZ)) {
            return Optional.empty();
        }
        String environment = status(tree, "envID").orElse(tree.exists("/proc/bc") ? "0" : "");
        return environment.equals("0")
                ? Optional.empty()
                : Optional.of(new Sign(
                        "openvz",
                        environment.isEmpty()
                                ? "there is a /proc/vz, but no /proc/bc"
                                : "this process is in OpenVZ's environment " + environment));
    }

    /** A line of {@code /proc/self/status}. */
    static Optional<String> status(Tree tree, String key) {
        return tree.text("/proc/self/status")
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(key + ":")).findFirst())
                .map(line -> Words.plain(line.substring(key.length() + 1)));
    }

    /** What the container's manager told the first process. */
    private static Optional<Sign> declared(Tree tree) {
        Optional<Sign> written = tree.line("/run/systemd/container")
                .map(Words::plain)
                .map(product -> new Sign(product, "/run/systemd/container says " + product));
        return written.or(() -> tree.text("/proc/1/environ")
                .flatMap(text -> List.of(text.split("\0")).stream()
                        .filter(variable -> variable.startsWith("container="))
                        .map(variable -> Words.plain(variable.substring("container=".length())))
                        .filter(product -> !product.isEmpty())
                        .findFirst())
                .map(product -> new Sign(product, "its first process has container=" + product)));
    }

    private static Optional<Sign> placed(Survey survey) {
        Tree tree = survey.tree();
        String groups = tree.text("/proc/1/cgroup").orElse("");
        String root = survey.mounts()
                .flatMap(mounts -> mounts.at("/"))
                .filter(mount -> mount.type().equals("overlay"))
                .map(Mounts.Mount::options)
                .orElse("");
        return sign(groups, "its first process is in a control group of ")
                .or(() -> sign(root, "/ is an overlay of "))
                .or(() -> tree.line("/proc/sys/kernel/osrelease")
                        .filter(release -> release.toLowerCase(Locale.ROOT).contains("microsoft"))
                        .map(release -> new Sign("wsl", "the kernel is that of Windows' subsystem for Linux")));
    }

    private static Optional<Sign> sign(String text, String where) {
        return PATHS.stream()
                .filter(path -> text.contains(path.getKey()))
                .findFirst()
                .map(path -> new Sign(path.getValue(), where + path.getValue() + "'s"));
    }

    /** In a user namespace other than the first, ids are mapped; the first maps all to themselves. */
    private static Optional<Sign> mapped(Tree tree) {
        return tree.line("/proc/self/uid_map")
                .filter(line -> line.matches("[\\d\\s]+") && !line.matches("0\\s+0\\s+4294967295"))
                .map(line -> new Sign("", "its user ids are mapped: " + Words.plain(line)));
    }

    /** Files that docker and podman leave in a container, and so in images made of one. */
    private static Optional<Sign> marked(Tree tree) {
        if (tree.exists("/run/.containerenv")) {
            return Optional.of(new Sign("podman", "there is a /run/.containerenv"));
        }
        return tree.exists("/.dockerenv")
                ? Optional.of(new Sign("docker", "there is a /.dockerenv"))
                : Optional.empty();
    }

    /** No runtime of containers gives one a whole disk as its root and the kernel's own devices. */
    private static boolean ownMachine(Survey survey) {
        return survey.mounts()
                .filter(mounts -> mounts.at("/dev")
                        .filter(mount -> mount.type().equals("devtmpfs"))
                        .isPresent())
                .flatMap(mounts -> mounts.at("/"))
                .filter(mount ->
                        mount.source().startsWith("/dev/") && mount.root().equals("/"))
                .isPresent();
    }
}
