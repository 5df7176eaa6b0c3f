package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/** libvirt's functions for devices of running domains, and for their block jobs, as {@link LibvirtLibrary} says. */
public interface DeviceFunctions extends Library {

    /**
     * Maps {@code virDomainSetBlockIoTune}.
     *
     * @param domain which
     * @param disk the drive's target
     * @param parameters an array of {@code virTypedParameter}
     * @param count its length
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainSetBlockIoTune(DomainPointer domain, String disk, Pointer parameters, int count, int flags);

    /**
     * Maps {@code virDomainGetBlockInfo} with memory of our own making.
     *
     * @param domain which
     * @param disk the drive's target
     * @param info receives a {@code virDomainBlockInfo}
     * @param flags always 0
     * @return 0, or -1
     */
    int virDomainGetBlockInfo(DomainPointer domain, String disk, Pointer info, int flags);

    /**
     * Maps {@code virDomainGetBlockJobInfo} with memory of our own making.
     *
     * @param domain which
     * @param disk the drive's target
     * @param info receives a {@code virDomainBlockJobInfo}
     * @param flags of {@code virDomainBlockJobInfoFlags}
     * @return 1 if there is a job, 0 if there is none, or -1
     */
    int virDomainGetBlockJobInfo(DomainPointer domain, String disk, Pointer info, int flags);

    /**
     * Maps {@code virDomainBlockPull}.
     *
     * @param domain which
     * @param disk the drive's target
     * @param bandwidth the most in a second; 0 is no limit
     * @param flags of {@code virDomainBlockPullFlags}
     * @return 0 once it has begun, or -1
     */
    int virDomainBlockPull(DomainPointer domain, String disk, NativeLong bandwidth, int flags);

    /**
     * Maps {@code virDomainBlockRebase}.
     *
     * @param domain which
     * @param disk the drive's target
     * @param base the path of the image that stays below
     * @param bandwidth the most in a second; 0 is no limit
     * @param flags of {@code virDomainBlockRebaseFlags}
     * @return 0 once it has begun, or -1
     */
    int virDomainBlockRebase(DomainPointer domain, String disk, String base, NativeLong bandwidth, int flags);

    /**
     * Maps {@code virDomainBlockCommit} with paths that may be left out.
     *
     * @param domain which
     * @param disk the drive's target
     * @param base the path of the image that is written to; null for the lowest
     * @param top the path of the uppermost image that is written down; null for the one that the guest writes
     * @param bandwidth the most in a second; 0 is no limit
     * @param flags of {@code virDomainBlockCommitFlags}
     * @return 0 once it has begun, or -1
     */
    int virDomainBlockCommit(
            DomainPointer domain,
            String disk,
            @Nullable String base,
            @Nullable String top,
            NativeLong bandwidth,
            int flags);

    /**
     * Maps {@code virDomainBlockCopy} with memory of our own making.
     *
     * @param domain which
     * @param disk the drive's target
     * @param destination where to, as the XML of a disk
     * @param parameters an array of {@code virTypedParameter}; null for none
     * @param count its length
     * @param flags of {@code virDomainBlockCopyFlags}
     * @return 0 once it has begun, or -1
     */
    int virDomainBlockCopy(
            DomainPointer domain, String disk, String destination, @Nullable Pointer parameters, int count, int flags);
}
