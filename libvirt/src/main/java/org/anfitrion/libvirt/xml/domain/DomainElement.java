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
            "title",
            "description",
            "memory",
            "currentMemory",
            "vcpu",
            "vcpus",
            "bootloader",
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

    /** A short text for people. */
    public @Nullable String title;

    /** A longer text for people. */
    public @Nullable String description;

    /** The most memory that the balloon can give; without a unit in KiB. */
    public @Nullable SizeElement memory;

    /** The memory that the guest has; without a unit in KiB. */
    public @Nullable SizeElement currentMemory;

    /** How many virtual CPUs there are. */
    public @Nullable VcpuElement vcpu;

    /** The virtual CPUs one by one; must agree with {@link #vcpu}. */
    public @Nullable OpaqueElement vcpus;

    /** The boot loader that the host runs for a paravirtual Xen guest. */
    public @Nullable String bootloader;

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
