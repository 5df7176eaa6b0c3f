package org.anfitrion.api.probe;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What containers are made of: control groups, namespaces, ids, and parts of the kernel. Source: lxc-checkconfig(1),
 * user_namespaces(7), subuid(5).
 */
final class IsolationQuestions {

    private static final List<String> NAMESPACES = List.of("mnt", "pid", "ipc", "uts", "net");
    private static final String MAX_NAMESPACES = "/proc/sys/user/max_user_namespaces";
    private static final String UNPRIVILEGED = "/proc/sys/kernel/unprivileged_userns_clone";
    private static final String APPARMOR = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";

    /** As many as a container's own users need. */
    private static final long ENOUGH_IDS = 65_536;

    /** Where useradd(8) begins: SUB_UID_MIN in login.defs(5). */
    private static final long FIRST_ID = 100_000;

    private static final int CAP_SYS_ADMIN = 21;

    private IsolationQuestions() {}

    static void ask(Survey survey) {
        superuser(survey);
        cgroups(survey);
        namespaces(survey);
        userNamespaces(survey);
        subordinateIds(survey);
        idMappers(survey);
        part(survey, Question.BRIDGE, "bridge", "BRIDGE");
        part(survey, Question.VETH, "veth", "VETH");
        tun(survey);
        overlay(survey);
    }

    private static Optional<String> userId(Survey survey) {
        return ContainerQuestions.status(survey.tree(), "Uid")
                .map(ids -> ids.split("\\s+"))
                .filter(ids -> ids.length > 1 && ids[1].matches("\\d{1,10}"))
                .map(ids -> ids[1]);
    }

    private static void superuser(Survey survey) {
        Question question = Question.SUPERUSER;
        Optional<String> id = userId(survey);
        Optional<Long> powers = ContainerQuestions.status(survey.tree(), "CapEff")
                .filter(text -> text.matches("[0-9a-f]{1,16}"))
                .map(text -> Long.parseUnsignedLong(text, 16));
        if (id.isEmpty()) {
            survey.unknown(question, "/proc/self/status does not tell the user", "");
        } else if (!id.get().equals("0")) {
            survey.no(question, "the user id is " + id.get(), "run this as root");
        } else if (powers.isPresent() && (powers.get() & 1L << CAP_SYS_ADMIN) == 0) {
            survey.no(
                    question,
                    "the user is root, but without CAP_SYS_ADMIN",
                    "give the container its capabilities (docker run --privileged)");
        } else {
            survey.yes(question, "the user is root");
        }
    }

    private static void cgroups(Survey survey) {
        Question question = Question.CGROUPS;
        Optional<Mounts> mounts = survey.mounts();
        if (mounts.isEmpty()) {
            survey.unknown(question, Mounts.why(survey.tree()), "mount /proc");
            return;
        }
        String one = with(mounts.get().controllers());
        String two = with(mounts.get().controllers(survey.tree()).stream()
                .filter(controller -> controller.version() == 2)
                .map(CgroupController::name)
                .toList());
        switch (mounts.get().cgroups()) {
            case V1 -> survey.yes(question, "version 1" + one);
            case V2 -> survey.yes(question, "version 2" + two);
            case HYBRID -> survey.yes(question, "version 1" + one + ", and version 2 beside it" + two);
            case NONE -> survey.no(question, "no control group is mounted", "mount -t cgroup2 none /sys/fs/cgroup");
        }
    }

    private static String with(Collection<String> controllers) {
        return controllers.isEmpty() ? "" : " with " + Words.list(controllers);
    }

    private static void namespaces(Survey survey) {
        Question question = Question.NAMESPACES;
        Tree tree = survey.tree();
        List<String> missing = NAMESPACES.stream()
                .filter(name -> !tree.exists("/proc/self/ns/" + name))
                .toList();
        if (missing.isEmpty()) {
            survey.yes(question, "the kernel has " + Words.list(NAMESPACES));
        } else if (!tree.exists("/proc/self/ns")) {
            survey.unknown(question, "there is no /proc/self/ns", "mount /proc");
        } else {
            survey.no(question, "the kernel lacks " + Words.list(missing), "start a kernel that has them");
        }
    }

    private static void userNamespaces(Survey survey) {
        Question question = Question.USER_NAMESPACES;
        Tree tree = survey.tree();
        if (!tree.exists("/proc/self/ns")) {
            survey.unknown(question, "there is no /proc/self/ns", "mount /proc");
        } else if (!tree.exists("/proc/self/ns/user")) {
            survey.no(question, "the kernel has none", "start a kernel with CONFIG_USER_NS");
        } else if (says(tree, MAX_NAMESPACES, "0")) {
            survey.no(question, MAX_NAMESPACES + " is 0", "sysctl user.max_user_namespaces=10000");
        } else if (survey.isYes(Question.SUPERUSER)) {
            survey.yes(question, "the kernel has them, and the user is root");
        } else if (says(tree, UNPRIVILEGED, "0")) {
            survey.no(question, UNPRIVILEGED + " is 0", "sysctl kernel.unprivileged_userns_clone=1");
        } else if (says(tree, APPARMOR, "1")) {
            survey.no(question, APPARMOR + " is 1", "load an AppArmor profile that allows userns, or be root");
        } else {
            survey.yes(question, "the kernel has them, for every user");
        }
    }

    private static boolean says(Tree tree, String path, String value) {
        return tree.line(path).filter(value::equals).isPresent();
    }

    private static void subordinateIds(Survey survey) {
        Question question = Question.SUBORDINATE_IDS;
        Optional<String> id = userId(survey);
        if (id.isEmpty()) {
            survey.unknown(question, "/proc/self/status does not tell the user", "");
            return;
        }
        String name = name(survey.tree(), id.get()).orElse(id.get());
        for (String file : List.of("/etc/subuid", "/etc/subgid")) {
            Tree.Reading reading = survey.tree().read(file);
            if (reading instanceof Tree.Reading.Unreadable) {
                survey.unknown(question, reading.why(), "");
                return;
            }
            long ids = ids(reading.text().orElse(""), name, id.get());
            if (ids < ENOUGH_IDS) {
                survey.no(
                        question,
                        file + " gives " + name + " " + (ids == 0 ? "none" : "only " + ids),
                        "usermod --add-subuids %1$s --add-subgids %1$s %2$s".formatted(free(survey.tree()), name));
                return;
            }
        }
        survey.yes(question, "/etc/subuid and /etc/subgid give " + name + " enough");
    }

    private static Optional<String> name(Tree tree, String id) {
        return tree.text("/etc/passwd").flatMap(text -> text.lines()
                .map(line -> line.split(":"))
                .filter(fields -> fields.length > 2 && fields[2].equals(id))
                .map(fields -> Words.plain(fields[0]))
                .findFirst());
    }

    private static long ids(String text, String name, String id) {
        return text.lines()
                .map(line -> line.strip().split(":"))
                .filter(fields -> fields.length == 3 && (fields[0].equals(name) || fields[0].equals(id)))
                .filter(fields -> fields[2].matches("\\d{1,10}"))
                .mapToLong(fields -> Long.parseLong(fields[2]))
                .limit(1000)
                .sum();
    }

    /** The first range above all that are given. */
    private static String free(Tree tree) {
        long first = FIRST_ID;
        for (String file : List.of("/etc/subuid", "/etc/subgid")) {
            first = tree.text(file)
                    .orElse("")
                    .lines()
                    .map(line -> line.strip().split(":"))
                    .filter(fields ->
                            fields.length == 3 && fields[1].matches("\\d{1,10}") && fields[2].matches("\\d{1,10}"))
                    .mapToLong(fields -> Long.parseLong(fields[1]) + Long.parseLong(fields[2]))
                    .limit(1000)
                    .reduce(first, Math::max);
        }
        return first + "-" + (first + ENOUGH_IDS - 1);
    }

    private static void idMappers(Survey survey) {
        Tree tree = survey.tree();
        boolean there = tree.exists("/usr/bin/newuidmap") && tree.exists("/usr/bin/newgidmap");
        if (there) {
            survey.yes(Question.ID_MAPPERS, "/usr/bin/newuidmap and newgidmap are there");
        } else if (tree.list("/usr/bin").isEmpty()) {
            survey.unknown(Question.ID_MAPPERS, "/usr/bin cannot be read", "");
        } else {
            survey.no(Question.ID_MAPPERS, "/usr/bin has no newuidmap and newgidmap", "install the package uidmap");
        }
    }

    private static void part(Survey survey, Question question, String module, String option) {
        Optional<KernelParts.Part> part = survey.kernel().find(module, option);
        if (part.isEmpty()) {
            survey.unknown(question, "neither /sys/module nor the kernel's configuration tell", "modprobe " + module);
            return;
        }
        switch (part.get()) {
            case RUNNING -> survey.yes(question, "the kernel has " + module);
            case LOADABLE -> survey.yes(question, "the kernel has " + module + " as a module, loaded when needed");
            case NOWHERE ->
                survey.no(question, "the kernel was built without " + module, "start a kernel with CONFIG_" + option);
        }
    }

    private static void tun(Survey survey) {
        Tree tree = survey.tree();
        if (tree.list("/dev").isEmpty()) {
            survey.unknown(Question.TUN, "/dev cannot be read", "");
        } else if (!tree.exists("/dev/net/tun")) {
            survey.no(
                    Question.TUN,
                    "there is no /dev/net/tun",
                    survey.isYes(Question.INSIDE_CONTAINER)
                            ? "give the container the device /dev/net/tun"
                            : "modprobe tun");
        } else if (tree.mayOpen("/dev/net/tun")) {
            survey.yes(Question.TUN, "this process may open /dev/net/tun");
        } else {
            survey.no(Question.TUN, "this process may not open /dev/net/tun", "be root");
        }
    }

    private static void overlay(Survey survey) {
        Optional<String> known = survey.tree().text("/proc/filesystems");
        if (known.filter(text -> text.lines().anyMatch(line -> line.endsWith("\toverlay")))
                .isPresent()) {
            survey.yes(Question.OVERLAYFS, "/proc/filesystems lists overlay");
        } else {
            part(survey, Question.OVERLAYFS, "overlay", "OVERLAY_FS");
        }
    }
}
