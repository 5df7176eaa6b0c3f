package org.anfitrion.driver.lxc.config;

import com.google.common.base.CharMatcher;
import java.util.Map;
import java.util.Set;

/**
 * Tells what a key of LXC before 2.1 is called since then; goes along with the lines of one configuration, since a card of old
 * has no number: it begins with its type. Source: lxc-update-config(1).
 */
final class Spelling {

    private static final String OLD_NET = "lxc.network";
    private static final String NET = "lxc.net";

    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("lxc.rootfs", "lxc.rootfs.path"),
            Map.entry("lxc.id_map", "lxc.idmap"),
            Map.entry("lxc.pts", "lxc.pty.max"),
            Map.entry("lxc.tty", "lxc.tty.max"),
            Map.entry("lxc.devttydir", "lxc.tty.dir"),
            Map.entry("lxc.aa_profile", "lxc.apparmor.profile"),
            Map.entry("lxc.aa_allow_incomplete", "lxc.apparmor.allow_incomplete"),
            Map.entry("lxc.se_context", "lxc.selinux.context"),
            Map.entry("lxc.mount", "lxc.mount.fstab"),
            Map.entry("lxc.utsname", "lxc.uts.name"),
            Map.entry("lxc.seccomp", "lxc.seccomp.profile"),
            Map.entry("lxc.console", "lxc.console.path"),
            Map.entry("lxc.haltsignal", "lxc.signal.halt"),
            Map.entry("lxc.rebootsignal", "lxc.signal.reboot"),
            Map.entry("lxc.stopsignal", "lxc.signal.stop"),
            Map.entry("lxc.syslog", "lxc.log.syslog"),
            Map.entry("lxc.loglevel", "lxc.log.level"),
            Map.entry("lxc.logfile", "lxc.log.file"),
            Map.entry("lxc.init_cmd", "lxc.init.cmd"),
            Map.entry("lxc.init_uid", "lxc.init.uid"),
            Map.entry("lxc.init_gid", "lxc.init.gid"));

    /** Keys that are not there any more. */
    private static final Set<String> GONE = Set.of("lxc.rootfs.backend", "lxc.pivotdir", "lxc.kmsg");

    private int card = -1;

    /** Whether liblxc has no such key any more, under any name. */
    static boolean isGone(String key) {
        return GONE.contains(key);
    }

    /** What a key is called now. */
    String modern(String key, String value) {
        if (key.equals(OLD_NET) || (key.equals(OLD_NET + ".type") && value.isEmpty())) {
            card = -1;
            return NET;
        }
        if (key.startsWith(OLD_NET + ".")) {
            return NET + "." + card(key.substring(OLD_NET.length() + 1));
        }
        if (key.startsWith("lxc.limit.")) {
            return "lxc.prlimit." + key.substring("lxc.limit.".length());
        }
        return RENAMED.getOrDefault(key, key);
    }

    private String card(String part) {
        int dot = part.indexOf('.');
        if (dot > 0 && CharMatcher.inRange('0', '9').matchesAllOf(part.substring(0, dot))) {
            return part.substring(0, dot) + "." + address(part.substring(dot + 1));
        }
        if (part.equals("type")) {
            card++;
        }
        return Math.max(card, 0) + "." + address(part);
    }

    private static String address(String part) {
        return part.equals("ipv4") || part.equals("ipv6") ? part + ".address" : part;
    }
}
