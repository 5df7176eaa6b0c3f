package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/** libvirt's functions for snapshots, checkpoints, backups, saved state and migration, as {@link LibvirtLibrary} says. */
public interface SnapshotFunctions extends Library {

    /**
     * Maps {@code virDomainListAllSnapshots}.
     *
     * @param domain which
     * @param snapshots receives an array to be freed, of snapshots to be freed
     * @param flags of {@code virDomainSnapshotListFlags}
     * @return how many, or -1
     */
    int virDomainListAllSnapshots(DomainPointer domain, PointerByReference snapshots, int flags);

    /**
     * Maps {@code virDomainGetJobInfo} with memory of our own making.
     *
     * @param domain which
     * @param info receives a {@code virDomainJobInfo}
     * @return 0, or -1
     */
    int virDomainGetJobInfo(DomainPointer domain, Pointer info);

    /**
     * Maps {@code virDomainSaveImageGetXMLDesc}.
     *
     * @param connection where
     * @param file the saved state
     * @param flags of {@code virDomainSaveImageXMLFlags}
     * @return the domain's configuration in it
     */
    @Nullable
    CString virDomainSaveImageGetXMLDesc(ConnectionPointer connection, String file, int flags);

    /**
     * Maps {@code virDomainBackupBegin}.
     *
     * @param domain which
     * @param backup what goes where
     * @param checkpoint the checkpoint to make; null for none
     * @param flags of {@code virDomainBackupBeginFlags}
     * @return 0, or -1
     */
    int virDomainBackupBegin(DomainPointer domain, String backup, @Nullable String checkpoint, int flags);
}
