package org.anfitrion.driver.openvz.config;

import java.util.Locale;
import java.util.Optional;
import org.anfitrion.driver.openvz.config.Amount.Unit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a container's configuration that ctid.conf(5) and vzctl(8) document, and the option of {@code vzctl set} for each.
 */
public enum Parameter {
    /** Whether it starts with the host. */
    ONBOOT,
    /** When it starts with the host: higher is earlier. */
    BOOTORDER,
    /** Whether it may not be started. */
    DISABLED,
    /** Where its root is mounted. */
    VE_ROOT("root"),
    /** Where its files are. */
    VE_PRIVATE("private"),
    /** A name beside the number. */
    NAME,
    /** A text for people. */
    DESCRIPTION,
    /** The template that it was made from. */
    OSTEMPLATE,
    /** The sample configuration that it was made from. */
    ORIGIN_SAMPLE("config"),
    /** How its files are kept: simfs or ploop. */
    VE_LAYOUT("layout"),
    /** Addresses of its venet device, separated by blanks. */
    IP_ADDRESS("ipadd"),
    /** Its host name. */
    HOSTNAME,
    /** Servers for names, separated by blanks. */
    NAMESERVER,
    /** Domains to look names up in, separated by blanks. */
    SEARCHDOMAIN,
    /** Virtual Ethernet devices: see {@link VethDevice}. */
    NETIF("netif_add"),
    /** Network devices of the host that it has, separated by blanks. */
    NETDEV("netdev_add"),
    /** Processes and threads. */
    NUMPROC(Unit.ITEMS),
    /** Processes and threads that it has as a rule. */
    AVNUMPROC(Unit.ITEMS),
    /** TCP sockets. */
    NUMTCPSOCK(Unit.ITEMS),
    /** Other sockets. */
    NUMOTHERSOCK(Unit.ITEMS),
    /** Memory that can be allocated for certain. */
    VMGUARPAGES(Unit.PAGES),
    /** Memory of the kernel for it. */
    KMEMSIZE(Unit.BYTES),
    /** Send buffers of TCP sockets. */
    TCPSNDBUF(Unit.BYTES),
    /** Receive buffers of TCP sockets. */
    TCPRCVBUF(Unit.BYTES),
    /** Send buffers of other sockets. */
    OTHERSOCKBUF(Unit.BYTES),
    /** Receive buffers of other sockets. */
    DGRAMRCVBUF(Unit.BYTES),
    /** Memory below which no process is killed for want of it. */
    OOMGUARPAGES(Unit.PAGES),
    /** Memory that processes have locked. */
    LOCKEDPAGES(Unit.PAGES),
    /** Memory that processes have allocated. */
    PRIVVMPAGES(Unit.PAGES),
    /** Shared memory. */
    SHMPAGES(Unit.PAGES),
    /** Open files. */
    NUMFILE(Unit.ITEMS),
    /** File locks. */
    NUMFLOCK(Unit.ITEMS),
    /** Pseudo-terminals. */
    NUMPTY(Unit.ITEMS),
    /** Structures of signals. */
    NUMSIGINFO(Unit.ITEMS),
    /** Caches of file systems. */
    DCACHESIZE(Unit.BYTES),
    /** Firewall rules. */
    NUMIPTENT(Unit.ITEMS),
    /** Physical memory. */
    PHYSPAGES(Unit.PAGES),
    /** Swap. */
    SWAPPAGES(Unit.PAGES),
    /** What memory it is shown, before VSwap. */
    MEMINFO,
    /** How much more may be allocated than there is. */
    VM_OVERCOMMIT,
    /** Its share of the processors: 8 to 500000. */
    CPUUNITS,
    /** What it may use of processors, in per cent of one. */
    CPULIMIT,
    /** How many processors it sees. */
    CPUS,
    /** On which processors it runs, such as {@code 0-2,7}, or {@code all}. */
    CPUMASK,
    /** On which NUMA nodes it runs. */
    NODEMASK,
    /** Its priority on disks: 0 to 7. */
    IOPRIO,
    /** Bytes a second of disks. */
    IOLIMIT,
    /** Operations a second of disks. */
    IOPSLIMIT,
    /** Whether its use of the disk is limited. */
    DISK_QUOTA("diskquota"),
    /** Space on the disk. */
    DISKSPACE(Unit.KIBIBYTES),
    /** Files on the disk. */
    DISKINODES(Unit.ITEMS),
    /** Seconds for which a soft limit may be exceeded. */
    QUOTATIME,
    /** For how many users and groups inside there are quotas. */
    QUOTAUGIDLIMIT,
    /** Options for mounting its root. */
    MOUNT_OPTS("mount_opts"),
    /** Whether access times are not written. */
    NOATIME,
    /** Modules of the firewall that it may use, separated by blanks. */
    IPTABLES,
    /** Kinds of firewall rules that it may use. */
    NETFILTER,
    /** Capabilities, {@code NAME:on}, separated by blanks. */
    CAPABILITY,
    /** Devices by name, {@code sdb:rwq}, separated by blanks. */
    DEVNODES,
    /** Devices by number, {@code b:8:19:rw}, separated by blanks. */
    DEVICES,
    /** PCI devices, separated by blanks. */
    PCI("pci_add"),
    /** Features of the kernel, {@code nfs:on}, separated by blanks. */
    FEATURES,
    /** Seconds to wait for its end. */
    STOP_TIMEOUT("stop-timeout");

    private final String option;
    private final @Nullable Unit unit;

    Parameter() {
        option = name().toLowerCase(Locale.ROOT);
        unit = null;
    }

    Parameter(String option) {
        this.option = option;
        unit = null;
    }

    Parameter(Unit unit) {
        option = name().toLowerCase(Locale.ROOT);
        this.unit = unit;
    }

    /**
     * Returns the key.
     *
     * @return as it is in the file
     */
    public String key() {
        return name();
    }

    /**
     * Returns the option of {@code vzctl set}.
     *
     * @return the option, with both dashes
     */
    public String option() {
        return "--" + option;
    }

    /**
     * Returns what an amount is counted in.
     *
     * @return the unit; empty if the value is no amount
     */
    public Optional<Unit> unit() {
        return Optional.ofNullable(unit);
    }
}
