package org.anfitrion.api.probe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is mounted where. Source: {@code /proc/pid/mountinfo} and {@code /proc/pid/mounts} in proc(5). */
final class Mounts {

    private static final String MOUNT_INFO = "/proc/self/mountinfo";
    private static final String MOUNTS = "/proc/self/mounts";

    /** Controllers of version 1 in a mount's options; the rest are options of other kinds. */
    private static final Set<String> CONTROLLERS = Set.of(
            "cpu",
            "cpuacct",
            "cpuset",
            "memory",
            "devices",
            "freezer",
            "blkio",
            "pids",
            "net_cls",
            "net_prio",
            "perf_event",
            "hugetlb",
            "rdma",
            "misc");

    private final List<Mount> all = new ArrayList<>();

    private Mounts() {}

    /**
     * One mount.
     *
     * @param root which part of the file system is mounted; {@code /} if not told
     * @param point where
     * @param type the file system's type
     * @param source what it is on
     * @param options its options
     */
    record Mount(String root, String point, String type, String source, String options) {}

    /** Reads them; empty if they cannot be read. */
    static Optional<Mounts> read(Tree tree) {
        Mounts mounts = new Mounts();
        tree.text(MOUNT_INFO).ifPresent(text -> text.lines().forEach(mounts::takeInfo));
        if (mounts.all.isEmpty()) {
            tree.text(MOUNTS).ifPresent(text -> text.lines().forEach(mounts::takeMount));
        }
        return mounts.all.isEmpty() ? Optional.empty() : Optional.of(mounts);
    }

    /** Why there are none to be read. */
    static String why(Tree tree) {
        String why = tree.read(MOUNT_INFO).why();
        return why.isEmpty() ? MOUNT_INFO + " names no mount" : why;
    }

    /** {@code 36 35 98:0 /root /point options [tags…] - type source options}. */
    private void takeInfo(String line) {
        String[] halves = line.split(" - ", 2);
        String[] before = halves[0].split(" ", -1);
        String[] after = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
        if (before.length >= 6 && after.length >= 3) {
            all.add(new Mount(before[3], before[4], after[0], after[1], after[2]));
        }
    }

    /** {@code source point type options 0 0}. */
    private void takeMount(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length >= 4) {
            all.add(new Mount("/", fields[1], fields[2], fields[0], fields[3]));
        }
    }

    /** What lies at a mount point: the newest of several. */
    Optional<Mount> at(String point) {
        return all.stream().filter(mount -> mount.point().equals(point)).reduce((older, newer) -> newer);
    }

    CgroupLayout cgroups() {
        boolean one = all.stream().anyMatch(mount -> mount.type().equals("cgroup"));
        boolean two = all.stream().anyMatch(mount -> mount.type().equals("cgroup2"));
        if (one) {
            return two ? CgroupLayout.HYBRID : CgroupLayout.V1;
        }
        return two ? CgroupLayout.V2 : CgroupLayout.NONE;
    }

    /** The controllers that hierarchies of version 1 have. */
    Set<String> controllers() {
        Set<String> found = new LinkedHashSet<>();
        ofVersionOne().map(CgroupController::name).forEach(found::add);
        return found;
    }

    private Stream<CgroupController> ofVersionOne() {
        return all.stream()
                .filter(mount -> mount.type().equals("cgroup") && mount.point().startsWith("/"))
                .flatMap(mount -> Stream.of(mount.options().split(","))
                        .filter(CONTROLLERS::contains)
                        .map(name -> new CgroupController(name, 1, mount.point())));
    }

    /** The controllers of all hierarchies. One that version 1 has is not in version 2. */
    List<CgroupController> controllers(Tree tree) {
        Stream<CgroupController> two = unified().stream().flatMap(point -> ofVersionTwo(tree).stream()
                .flatMap(names -> Stream.of(Words.plain(names).split(" ")))
                .filter(name -> !name.isEmpty())
                .map(name -> new CgroupController(name, 2, point)));
        return Stream.concat(ofVersionOne(), two).distinct().toList();
    }

    /** Whether it is known which controllers there are. */
    boolean tellsControllers(Tree tree) {
        return unified().isEmpty() || ofVersionTwo(tree).isPresent();
    }

    private Optional<String> ofVersionTwo(Tree tree) {
        return unified().flatMap(point -> tree.line(point + "/cgroup.controllers"));
    }

    /** Where the hierarchy of version 2 is. */
    Optional<String> unified() {
        return all.stream()
                .filter(mount -> mount.type().equals("cgroup2"))
                .map(Mount::point)
                .filter(point -> point.startsWith("/"))
                .findFirst();
    }
}
