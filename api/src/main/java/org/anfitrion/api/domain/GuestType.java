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
    OPERATING_SYSTEM;

    /**
     * Tells whether such guests can start in a way. What only the native configuration can express is for the backend to
     * judge.
     *
     * @param boot the way
     * @return true for a machine's kernel and firmware, a paravirtual guest's kernel and loader, a container's first process
     */
    public boolean startsBy(Boot boot) {
        return boot instanceof Boot.Native
                || switch (this) {
                    case EMULATED, HARDWARE_ASSISTED -> boot instanceof Boot.Kernel || boot instanceof Boot.Firmware;
                    case PARAVIRTUAL -> boot instanceof Boot.Kernel || boot instanceof Boot.Loader;
                    case OPERATING_SYSTEM -> boot instanceof Boot.Init;
                };
    }

    /**
     * Returns how such guests usually start: what a driver takes for a new domain whose description leaves it open.
     *
     * @return the BIOS and the first disk, pygrub, or {@code /sbin/init}
     */
    public Boot usualBoot() {
        return switch (this) {
            case EMULATED, HARDWARE_ASSISTED -> Boot.bios();
            case PARAVIRTUAL -> Boot.loader("pygrub");
            case OPERATING_SYSTEM -> Boot.init("/sbin/init");
        };
    }
}
