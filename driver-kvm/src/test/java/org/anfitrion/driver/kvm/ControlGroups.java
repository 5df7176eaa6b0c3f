package org.anfitrion.driver.kvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.anfitrion.api.Domain;

/** What the kernel says of a running guest of the lab's daemon: the files of its control groups. */
final class ControlGroups {

    /** Prints each file named by its hierarchy and its path below the guest's group, and what is in it. */
    private static final String SCRIPT = """
            name=$1; shift
            for file; do
                printf '%s=%s\\n' "$file" "$(cat /sys/fs/cgroup/${file%%/*}/machine/qemu-*-"$name".libvirt-qemu/"${file#*/}")"
            done
            """;

    private final Lab lab;
    private final String name;

    private ControlGroups(Lab lab, String name) {
        this.lab = lab;
        this.name = name;
    }

    static ControlGroups of(Lab lab, Domain domain) {
        return new ControlGroups(lab, domain.info().name());
    }

    /** Reads files such as {@code cpu/vcpu0/cpu.cfs_quota_us}. */
    Map<String, String> read(String... files) {
        List<String> line = new ArrayList<>(List.of(
                lab.daemonCommand().toString(),
                "enter",
                lab.daemonFolder().toString(),
                "sh",
                "-euc",
                SCRIPT,
                "sh",
                name));
        line.addAll(Arrays.asList(files));
        Map<String, String> values = new HashMap<>();
        for (String read : output(line).lines().toList()) {
            int equals = read.indexOf('=');
            values.put(read.substring(0, equals), read.substring(equals + 1));
        }
        return values;
    }

    private static String output(List<String> line) {
        try {
            Process process =
                    new ProcessBuilder(line).redirectError(Redirect.INHERIT).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the control groups cannot be read: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
