package org.anfitrion.libvirt.wire;

import java.util.List;

/** The parts of libvirt that report errors ({@code virErrorDomain} in {@code virterror.h}, libvirt 9.0). */
final class ErrorDomain {

    private static final List<String> NAMES = List.of(
            "none",
            "xen",
            "xend",
            "xenstore",
            "sexpr",
            "xml",
            "dom",
            "rpc",
            "proxy",
            "conf",
            "qemu",
            "net",
            "test",
            "remote",
            "openvz",
            "xenxm",
            "stats-linux",
            "lxc",
            "storage",
            "network",
            "domain",
            "uml",
            "nodedev",
            "xen-inotify",
            "security",
            "vbox",
            "interface",
            "one",
            "esx",
            "phyp",
            "secret",
            "cpu",
            "xenapi",
            "nwfilter",
            "hook",
            "domain-snapshot",
            "audit",
            "sysinfo",
            "streams",
            "vmware",
            "event",
            "libxl",
            "locking",
            "hyperv",
            "capabilities",
            "uri",
            "auth",
            "dbus",
            "parallels",
            "device",
            "ssh",
            "lockspace",
            "initctl",
            "identity",
            "cgroup",
            "access",
            "systemd",
            "bhyve",
            "crypto",
            "firewall",
            "polkit",
            "thread",
            "admin",
            "logging",
            "xenxl",
            "perf",
            "libssh",
            "resctrl",
            "firewalld",
            "domain-checkpoint",
            "tpm",
            "bpf",
            "ch");

    private ErrorDomain() {}

    /** The name behind {@code VIR_FROM_}, in lower case; the number itself if a newer libvirt has more. */
    static String name(int number) {
        return number >= 0 && number < NAMES.size() ? NAMES.get(number) : Integer.toString(number);
    }

    static int count() {
        return NAMES.size();
    }
}
