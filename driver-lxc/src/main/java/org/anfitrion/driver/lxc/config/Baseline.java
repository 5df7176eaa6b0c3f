package org.anfitrion.driver.lxc.config;

import java.util.List;
import java.util.Locale;
import org.anfitrion.api.domain.IdMap;

/**
 * What a new container has whatever its description says: it does not share the host's devices, kernel files or names. Source:
 * LXC's own {@code common.conf} and {@code userns.conf}, lxc.container.conf(5).
 */
final class Baseline {

    private static final int LONGEST_HOST_NAME = 63;

    /** Device nodes that every program may use: null, zero, full, random, urandom, tty, console, ptmx, terminals. */
    private static final List<String> DEVICES = List.of(
            "c *:* m",
            "b *:* m",
            "c 1:3 rwm",
            "c 1:5 rwm",
            "c 1:7 rwm",
            "c 1:8 rwm",
            "c 1:9 rwm",
            "c 5:0 rwm",
            "c 5:1 rwm",
            "c 5:2 rwm",
            "c 136:* rwm");

    private Baseline() {}

    static LxcConfig of(ContainerHost host, String name, IdMap ids) {
        LxcConfig config = common(host, name);
        // Who is nobody on the host has no powers there that could be dropped, nor any over its devices.
        return ids.equals(IdMap.HOST) ? restricted(config, host) : config.setAll(IdMaps.KEY, IdMaps.lines(ids));
    }

    private static LxcConfig common(ContainerHost host, String name) {
        LxcConfig config = LxcConfig.empty()
                .set("lxc.uts.name", hostName(name))
                .set("lxc.autodev", "1")
                .set("lxc.pty.max", "1024")
                .setAll("lxc.mount.auto", List.of("proc:mixed sys:mixed cgroup:mixed"));
        return host.seccomp()
                .map(list -> config.set("lxc.seccomp.profile", list.toString()))
                .orElse(config);
    }

    private static LxcConfig restricted(LxcConfig common, ContainerHost host) {
        LxcConfig config =
                common.setAll("lxc.cap.drop", List.of("mac_admin mac_override sys_module sys_rawio sys_time"));
        // Version 2 has no such controller: liblxc loads a program into the kernel instead.
        boolean two = !host.controllers().isEmpty() && !host.controllers().containsValue(1);
        if (!two && host.version("devices").isEmpty()) {
            return config;
        }
        String prefix = two ? "lxc.cgroup2." : "lxc.cgroup.";
        return config.setAll(prefix + "devices.deny", List.of("a")).setAll(prefix + "devices.allow", DEVICES);
    }

    /** A name as a host can have it (RFC 1123): a container's may be anything. */
    static String hostName(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[.-]+", "");
        String shortened =
                plain.substring(0, Math.min(plain.length(), LONGEST_HOST_NAME)).replaceAll("[.-]+$", "");
        return shortened.isEmpty() ? "container" : shortened;
    }
}
