package org.anfitrion.api.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** A machine made by hand: files below a folder, some of them forbidden whoever runs the test. */
final class Machine {

    static final String INTEL = "fpu vme de lm constant_tsc";
    static final String MOUNTS = """
            22 27 0:21 / /proc rw,relatime - proc proc rw
            23 27 0:22 / /sys rw,relatime - sysfs sysfs rw
            24 27 0:6 / /dev rw,relatime - devtmpfs devtmpfs rw,mode=755
            27 1 254:0 / / rw,relatime - ext4 /dev/sda1 rw
            """;

    private final Path root;
    private final Set<String> forbidden = new HashSet<>();

    private Machine(Path root) {
        this.root = root;
    }

    /** A machine without any file. */
    static Machine bare(Path root) {
        return new Machine(root);
    }

    /** A server with Linux, without anything that matters to a hypervisor; its processor has these flags. */
    static Machine intel(Path root, String flags) {
        return bare(root)
                .with("/proc/cpuinfo", cpu("GenuineIntel", "Intel(R) Xeon(R) CPU", flags))
                .with("/proc/sys/kernel/arch", "x86_64\n")
                .with("/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n")
                .with("/proc/self/mountinfo", MOUNTS)
                .with("/proc/self/status", status(0))
                .with("/proc/filesystems", "nodev\tsysfs\nnodev\toverlay\n\text4\n")
                .with("/sys/devices/system/cpu/online", "0\n")
                .with("/sys/devices/system/cpu/present", "0\n")
                .with("/dev/null", "")
                .with("/usr/bin/env", "")
                .with("/usr/sbin/init", "")
                .namespaces("mnt", "pid", "ipc", "uts", "net", "user", "cgroup")
                .folder("/sys/class/iommu")
                .folder("/sys/kernel/iommu_groups");
    }

    static Machine amd(Path root, String flags) {
        return intel(root, "").with("/proc/cpuinfo", cpu("AuthenticAMD", "AMD EPYC 7763 64-Core Processor", flags));
    }

    static String cpu(String vendor, String model, String flags) {
        return """
                processor\t: 0
                vendor_id\t: %s
                cpu family\t: 6
                model\t\t: 85
                model name\t: %s
                cpu MHz\t\t: 2499.992
                flags\t\t: %s
                bogomips\t: 4999.98

                """.formatted(vendor, model, flags);
    }

    static String status(int user) {
        return "Name:\tjava\nUid:\t%d\t%d\t%d\t%d\nCapEff:\t%s\n"
                .formatted(user, user, user, user, user == 0 ? "000001ffffffffff" : "0000000000000000");
    }

    Machine with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Machine with(String path, byte[] content) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Machine folder(String path) {
        try {
            Files.createDirectories(root.resolve(path.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Machine namespaces(String... names) {
        for (String name : names) {
            with("/proc/self/ns/" + name, "");
        }
        return this;
    }

    /** More lines for the mounts. */
    Machine mounts(String lines) {
        return with("/proc/self/mountinfo", MOUNTS + lines);
    }

    Machine without(String path) {
        try {
            Files.delete(root.resolve(path.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Machine forbidding(String path) {
        forbidden.add(path);
        return this;
    }

    HostReport probe() {
        return new HostProbe(() -> new Tree(root) {
                    @Override
                    InputStream open(String path) throws IOException {
                        if (forbidden.contains(path)) {
                            throw new AccessDeniedException(path);
                        }
                        return super.open(path);
                    }

                    @Override
                    boolean mayOpen(String path) {
                        return !forbidden.contains(path) && super.mayOpen(path);
                    }
                })
                .probe();
    }
}
