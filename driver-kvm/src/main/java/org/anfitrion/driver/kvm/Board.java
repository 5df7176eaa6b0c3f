package org.anfitrion.driver.kvm;

import java.util.Optional;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.libvirt.xml.domain.OsType;
import org.jspecify.annotations.Nullable;

/**
 * The virtual board of a guest, and what follows from it. Source: {@code qemu-system-x86_64 -machine help}, and what
 * virt-install chooses.
 */
enum Board {
    /** A PC with PCI Express. */
    Q35("q35", true, true),
    /** The older PC with PCI and IDE. */
    I440FX("pc", true, false),
    /** The virtual board of ARM and RISC-V. */
    VIRT("virt", false, true),
    /** Any other: libvirt chooses. */
    OTHER(null, false, false);

    private final @Nullable String machine;
    private final boolean pc;
    private final boolean pciExpress;

    Board(@Nullable String machine, boolean pc, boolean pciExpress) {
        this.machine = machine;
        this.pc = pc;
        this.pciExpress = pciExpress;
    }

    /** Chooses the board of a new guest: the newest that its processor and the host's QEMU have. */
    static Board of(HostFacts.Guest guest) {
        for (Board board : values()) {
            if (board.machine != null && guest.machines().contains(board.machine)) {
                return board;
            }
        }
        return OTHER;
    }

    /** Recognizes the board of a guest that exists; libvirt has resolved the alias, {@code pc-q35-7.2}. */
    static Board of(OsType type) {
        String machine = type.machine().map(OsType.Machine::text).orElse("");
        if (machine.contains("q35")) {
            return Q35;
        }
        if (machine.equals("pc") || machine.contains("i440fx")) {
            return I440FX;
        }
        return machine.equals("virt") || machine.startsWith("virt-") ? VIRT : OTHER;
    }

    Optional<String> machine() {
        return Optional.ofNullable(machine);
    }

    boolean isPc() {
        return pc;
    }

    boolean isPciExpress() {
        return pciExpress;
    }

    /** The bus that a CD-ROM drive can be on. */
    DiskBus cdrom() {
        return switch (this) {
            case Q35 -> DiskBus.SATA;
            case I440FX -> DiskBus.IDE;
            case VIRT, OTHER -> DiskBus.SCSI;
        };
    }
}
