package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.DomainPointer;

/** The functions of {@code libvirt-qemu.so}: QEMU's monitor and the guest agent. */
public interface LibvirtQemuLibrary extends Library {

    /**
     * Maps {@code virDomainQemuMonitorCommand}.
     *
     * @param domain which
     * @param command what to send
     * @param result receives the answer, to be freed
     * @param flags of {@code virDomainQemuMonitorCommandFlags}
     * @return 0, or -1
     */
    int virDomainQemuMonitorCommand(DomainPointer domain, String command, PointerByReference result, int flags);

    /**
     * Maps {@code virDomainQemuAgentCommand}.
     *
     * @param domain which
     * @param command what to send
     * @param timeout seconds, or a negative constant
     * @param flags always 0
     * @return the answer
     */
    @Nullable
    CString virDomainQemuAgentCommand(DomainPointer domain, String command, int timeout, int flags);
}
