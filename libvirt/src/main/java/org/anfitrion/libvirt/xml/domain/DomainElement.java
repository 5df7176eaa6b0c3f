package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** A domain's configuration: the root of libvirt's domain XML. */
@XmlRootElement(name = "domain")
@XmlType(
        propOrder = {
            "name",
            "uuid",
            "generationId",
            "title",
            "description",
            "metadata",
            "memory",
            "currentMemory",
            "blockTuning",
            "memoryTuning",
            "memoryBacking",
            "vcpu",
            "vcpus",
            "cpuTuning",
            "numaTuning",
            "bootloader",
            "bootloaderArguments",
            "os",
            "features",
            "cpu",
            "clock",
            "onPoweroff",
            "onReboot",
            "onCrash",
            "powerManagement",
            "devices"
        })
public final class DomainElement {

    /** The hypervisor: {@code qemu}, {@code kvm}, {@code test}, {@code xen}, {@code lxc}. */
    @XmlAttribute
    public @Nullable String type;

    /** The name, unique on the host. */
    public @Nullable String name;

    /** The UUID. */
    public @Nullable String uuid;

    /** What tells a guest that it is a copy, or went back in time. */
    @XmlElement(name = "genid")
    public @Nullable String generationId;

    /** A short text for people. */
    public @Nullable String title;

    /** A longer text for people. */
    public @Nullable String description;

    /** What programs keep here. */
    public @Nullable MetadataElement metadata;

    /** The most memory that the balloon can give; without a unit in KiB. */
    public @Nullable SizeElement memory;

    /** The memory that the guest has; without a unit in KiB. */
    public @Nullable SizeElement currentMemory;

    /** How it shares the host's disks with others. */
    @XmlElement(name = "blkiotune")
    public @Nullable BlockTuningElement blockTuning;

    /** How much of the host's memory it may take. */
    @XmlElement(name = "memtune")
    public @Nullable MemoryTuningElement memoryTuning;

    /** Where its memory comes from. */
    public @Nullable MemoryBackingElement memoryBacking;

    /** How many virtual CPUs there are. */
    public @Nullable VcpuElement vcpu;

    /** The virtual CPUs one by one; must agree with {@link #vcpu}. */
    public @Nullable OpaqueElement vcpus;

    /** How it shares the host's processors with others. */
    @XmlElement(name = "cputune")
    public @Nullable CpuTuningElement cpuTuning;

    /** Where the host takes the memory of its NUMA nodes from. */
    @XmlElement(name = "numatune")
    public @Nullable NumaTuningElement numaTuning;

    /** The boot loader that the host runs for a paravirtual Xen guest. */
    public @Nullable String bootloader;

    /** What the boot loader is told. */
    @XmlElement(name = "bootloader_args")
    public @Nullable String bootloaderArguments;

    /** How the guest starts. */
    public @Nullable OsElement os;

    /** What the virtual board has. */
    public @Nullable FeaturesElement features;

    /** The processor that the guest sees. */
    public @Nullable CpuElement cpu;

    /** The guest's clock. */
    public @Nullable ClockElement clock;

    /** What follows when the guest powers off. */
    @XmlElement(name = "on_poweroff")
    public @Nullable String onPoweroff;

    /** What follows when the guest reboots. */
    @XmlElement(name = "on_reboot")
    public @Nullable String onReboot;

    /** What follows when the guest crashes. */
    @XmlElement(name = "on_crash")
    public @Nullable String onCrash;

    /** Which sleep states the firmware offers. */
    @XmlElement(name = "pm")
    public @Nullable PowerManagementElement powerManagement;

    /** The devices. */
    public @Nullable DevicesElement devices;

    /** Creates an element that says nothing. */
    public DomainElement() {}
}
