package org.anfitrion.libvirt;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.anfitrion.api.host.Feature;

/** What guests of a driver inside this process have to do without, by the root's settings and the machine's. */
final class EmbeddedLimits {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.embedded");

    private static final Path MOUNTS = Path.of("/proc/mounts");
    private static final Pattern NO_GROUPS = Pattern.compile("\\s*cgroup_controllers\\s*=\\s*\\[\\s*\\]\\s*");
    private static final String WITHOUT_GROUPS =
            "the root's etc/qemu.conf puts guests into no control groups (cgroup_controllers = [])";
    private static final String NO_HUGEPAGES = "no hugetlbfs is mounted on this machine";

    private static final String NO_OTHER_DRIVER =
            "libvirt's drivers for secrets and for the host's devices do not come with QEMU's inside a process";
    private static final String NO_NETWORKS =
            "libvirt's network driver does not work inside a process: networks need libvirt's daemon (qemu:///system)";

    private EmbeddedLimits() {}

    static Map<Feature, String> of(Path root) {
        Map<Feature, String> absent = new EnumMap<>(Feature.class);
        for (Feature feature : List.of(Feature.SECRETS, Feature.NODE_DEVICES, Feature.NODE_DEVICE_TAKE)) {
            absent.put(feature, NO_OTHER_DRIVER);
        }
        absent.put(Feature.MIGRATION, "libvirt's QEMU driver inside a process has no other host to speak with");
        if (lines(root.resolve("etc/qemu.conf")).stream()
                .anyMatch(line -> NO_GROUPS.matcher(line).matches())) {
            for (Feature feature : List.of(Feature.TUNE_CPU, Feature.TUNE_MEMORY, Feature.TUNE_BLOCK)) {
                absent.put(feature, WITHOUT_GROUPS);
            }
        }
        if (lines(MOUNTS).stream().noneMatch(line -> line.contains(" hugetlbfs "))) {
            absent.put(Feature.HUGEPAGES, NO_HUGEPAGES);
        }
        for (Feature feature :
                List.of(Feature.NETWORKS, Feature.NETWORK_DHCP, Feature.NETWORK_UPDATE_LIVE, Feature.NETWORK_BRIDGE)) {
            absent.put(feature, NO_NETWORKS);
        }
        return absent;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "what is in " + file + " is not known", e);
            return List.of();
        }
    }
}
