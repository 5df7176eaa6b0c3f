package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.unit.DataSize;

/**
 * This machine, and the folder of containers on it.
 *
 * @param lxcPath the folder
 * @param version liblxc's version
 */
record Host(Path lxcPath, String version) {

    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal: +(\\d+) kB$");

    /** Containers belong to a folder on a machine. */
    String id() {
        return "lxc:" + machine() + ":" + lxcPath;
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/etc/machine-id")).strip();
        } catch (IOException e) {
            return name(); // a machine that never was given one
        }
    }

    private static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine without a name in any directory
        }
    }

    static int cpus() {
        return Runtime.getRuntime().availableProcessors();
    }

    static DataSize memory() {
        try {
            Matcher matcher = MEMORY.matcher(Files.readString(Path.of("/proc/meminfo")));
            return matcher.find() ? DataSize.kibibytes(Long.parseLong(matcher.group(1))) : DataSize.ZERO;
        } catch (IOException e) {
            return DataSize.ZERO; // no Linux: there are no containers either
        }
    }

    HostInfo info() {
        String architecture = System.getProperty("os.arch");
        return new HostInfo(
                name(),
                "LXC",
                version,
                "liblxc " + version,
                architecture.equals("amd64") ? "x86_64" : architecture,
                cpus(),
                memory(),
                Set.of(GuestType.OPERATING_SYSTEM),
                List.of("the containers are in " + lxcPath));
    }
}
