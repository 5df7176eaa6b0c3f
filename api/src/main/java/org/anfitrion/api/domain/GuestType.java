package org.anfitrion.api.domain;

/** The four families of guests, by what makes them run. */
public enum GuestType {
    /** Every instruction is emulated in software (QEMU's TCG): slow, needs nothing of the host. */
    EMULATED,
    /** Full virtualization with the processor's help (KVM, Xen HVM, VirtualBox): unmodified guests at full speed. */
    HARDWARE_ASSISTED,
    /** The guest knows its hypervisor (Xen PV): no help of the processor needed. */
    PARAVIRTUAL,
    /** A container: the guest shares the host's kernel (LXC, OpenVZ). */
    OPERATING_SYSTEM
}
