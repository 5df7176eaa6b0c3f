package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.libvirt.jna.DomainPointer;

/** libvirt's functions for how a domain shares its host with others, as {@link LibvirtLibrary} says. */
public interface TuningFunctions extends Library {

    /**
     * Maps {@code virDomainSetSchedulerParametersFlags}.
     *
     * @param domain which
     * @param parameters an array of {@code virTypedParameter}
     * @param count its length
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainSetSchedulerParametersFlags(DomainPointer domain, Pointer parameters, int count, int flags);

    /**
     * Maps {@code virDomainGetSchedulerParametersFlags}.
     *
     * @param domain which
     * @param parameters an array to be filled, for {@link #virTypedParamsClear}
     * @param count the array's length; receives how many were filled
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainGetSchedulerParametersFlags(DomainPointer domain, Pointer parameters, IntByReference count, int flags);

    /**
     * Maps {@code virDomainSetMemoryParameters}.
     *
     * @param domain which
     * @param parameters an array of {@code virTypedParameter}
     * @param count its length
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainSetMemoryParameters(DomainPointer domain, Pointer parameters, int count, int flags);

    /**
     * Maps {@code virDomainGetMemoryParameters}.
     *
     * @param domain which
     * @param parameters an array to be filled, for {@link #virTypedParamsClear}
     * @param count the array's length; receives how many were filled
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainGetMemoryParameters(DomainPointer domain, Pointer parameters, IntByReference count, int flags);

    /**
     * Maps {@code virDomainSetBlkioParameters}.
     *
     * @param domain which
     * @param parameters an array of {@code virTypedParameter}
     * @param count its length
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainSetBlkioParameters(DomainPointer domain, Pointer parameters, int count, int flags);

    /**
     * Maps {@code virDomainGetBlkioParameters}.
     *
     * @param domain which
     * @param parameters an array to be filled, for {@link #virTypedParamsClear}
     * @param count the array's length; receives how many were filled
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainGetBlkioParameters(DomainPointer domain, Pointer parameters, IntByReference count, int flags);

    /**
     * Maps {@code virTypedParamsClear}: frees what the parameters of an array point to, and not the array.
     *
     * @param parameters an array of {@code virTypedParameter}
     * @param count how many were filled
     */
    void virTypedParamsClear(Pointer parameters, int count);

    /**
     * Maps {@code virDomainPinVcpuFlags}.
     *
     * @param domain which
     * @param cpu a virtual CPU's number
     * @param map a bit for each CPU of the host, the lowest first
     * @param length the map's length in bytes
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainPinVcpuFlags(DomainPointer domain, int cpu, byte[] map, int length, int flags);

    /**
     * Maps {@code virDomainGetVcpuPinInfo}.
     *
     * @param domain which
     * @param count of how many virtual CPUs
     * @param maps receives a map for each, one after the other
     * @param length the length of one map in bytes
     * @param flags of {@code virDomainModificationImpact}
     * @return of how many there is a map, or -1
     */
    int virDomainGetVcpuPinInfo(DomainPointer domain, int count, byte[] maps, int length, int flags);

    /**
     * Maps {@code virDomainPinEmulator}.
     *
     * @param domain which
     * @param map a bit for each CPU of the host, the lowest first
     * @param length the map's length in bytes
     * @param flags of {@code virDomainModificationImpact}
     * @return 0, or -1
     */
    int virDomainPinEmulator(DomainPointer domain, byte[] map, int length, int flags);

    /**
     * Maps {@code virDomainGetEmulatorPinInfo}.
     *
     * @param domain which
     * @param map receives the map
     * @param length its length in bytes
     * @param flags of {@code virDomainModificationImpact}
     * @return how many maps there are, or -1
     */
    int virDomainGetEmulatorPinInfo(DomainPointer domain, byte[] map, int length, int flags);
}
