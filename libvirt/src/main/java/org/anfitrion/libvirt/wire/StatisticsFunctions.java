package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/** libvirt's functions for statistics and events, as {@link LibvirtLibrary} says. */
public interface StatisticsFunctions extends Library {

    /**
     * Maps {@code virDomainListGetStats}.
     *
     * @param domains which, with a null at the end
     * @param stats of {@code virDomainStatsTypes}
     * @param records receives an array for {@link LibvirtLibrary#virDomainStatsRecordListFree}
     * @param flags of {@code virConnectGetAllDomainStatsFlags}
     * @return how many, or -1
     */
    int virDomainListGetStats(Pointer domains, int stats, PointerByReference records, int flags);

    /**
     * Maps {@code virNodeGetCPUStats}.
     *
     * @param connection where
     * @param cpu which, or -1 for all together
     * @param parameters receives {@code virNodeCPUStats}; null to ask for their number
     * @param count how many there is room for; receives how many there are
     * @param flags always 0
     * @return 0, or -1
     */
    int virNodeGetCPUStats(
            ConnectionPointer connection, int cpu, @Nullable Pointer parameters, IntByReference count, int flags);

    /**
     * Maps {@code virNodeGetMemoryStats}.
     *
     * @param connection where
     * @param cell which, or -1 for all together
     * @param parameters receives {@code virNodeMemoryStats}; null to ask for their number
     * @param count how many there is room for; receives how many there are
     * @param flags always 0
     * @return 0, or -1
     */
    int virNodeGetMemoryStats(
            ConnectionPointer connection, int cell, @Nullable Pointer parameters, IntByReference count, int flags);

    /**
     * Maps {@code virDomainBlockStats} with memory of our own making.
     *
     * @param domain which
     * @param disk its target
     * @param stats receives a {@code virDomainBlockStatsStruct}
     * @param size its size
     * @return 0, or -1
     */
    int virDomainBlockStats(DomainPointer domain, String disk, Pointer stats, long size);

    /**
     * Maps {@code virDomainInterfaceStats} with memory of our own making.
     *
     * @param domain which
     * @param device the interface on the host
     * @param stats receives a {@code virDomainInterfaceStatsStruct}
     * @param size its size
     * @return 0, or -1
     */
    int virDomainInterfaceStats(DomainPointer domain, String device, Pointer stats, long size);

    /**
     * Maps {@code virDomainMemoryStats} with memory of our own making.
     *
     * @param domain which
     * @param stats receives an array of {@code virDomainMemoryStatStruct}
     * @param room how many it has room for
     * @param flags always 0
     * @return how many, or -1
     */
    int virDomainMemoryStats(DomainPointer domain, Pointer stats, int room, int flags);
}
