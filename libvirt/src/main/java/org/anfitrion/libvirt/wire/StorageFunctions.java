package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StreamPointer;

/** libvirt's functions for pools, volumes and the streams of their content, as {@link LibvirtLibrary} says. */
public interface StorageFunctions extends Library {

    /**
     * Maps {@code virConnectListAllStoragePools}.
     *
     * @param connection where
     * @param pools receives an array to be freed, of pools to be freed
     * @param flags of {@code virConnectListAllStoragePoolsFlags}
     * @return how many, or -1
     */
    int virConnectListAllStoragePools(ConnectionPointer connection, PointerByReference pools, int flags);

    /**
     * Maps {@code virStoragePoolListAllVolumes}.
     *
     * @param pool whose
     * @param volumes receives an array to be freed, of volumes to be freed
     * @param flags always 0
     * @return how many, or -1
     */
    int virStoragePoolListAllVolumes(StoragePoolPointer pool, PointerByReference volumes, int flags);

    /**
     * Maps {@code virStreamSend} with memory of our own making.
     *
     * @param stream where to
     * @param bytes what to send
     * @param length how many bytes
     * @return how many were taken, -1, or -2 if it would have to wait
     */
    int virStreamSend(StreamPointer stream, Pointer bytes, SizeT length);

    /**
     * Maps {@code virStreamSendHole}.
     *
     * @param stream where to
     * @param length how long the hole is, in bytes
     * @param flags always 0
     * @return 0, or -1
     */
    int virStreamSendHole(StreamPointer stream, long length, int flags);

    /**
     * Maps {@code virStreamRecvFlags} with memory of our own making.
     *
     * @param stream from where
     * @param bytes receives the content
     * @param length how many bytes it can take
     * @param flags of {@code virStreamRecvFlagsValues}
     * @return how many came, 0 at the end, -1, -2 if it would have to wait, or -3 at a hole
     */
    int virStreamRecvFlags(StreamPointer stream, Pointer bytes, SizeT length, int flags);

    /**
     * Maps {@code virStreamRecvHole}.
     *
     * @param stream from where
     * @param length receives how long the hole is, in bytes
     * @param flags always 0
     * @return 0, or -1
     */
    int virStreamRecvHole(StreamPointer stream, LongByReference length, int flags);
}
