package org.anfitrion.libvirt.wire;

import com.sun.jna.Library;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.StreamPointer;

/** libvirt's functions for a guest's agent, channels and display, as {@link LibvirtLibrary} says. */
public interface GuestFunctions extends Library {

    /**
     * Maps {@code virDomainOpenChannel}.
     *
     * @param domain which
     * @param name the channel's alias, or the name that the guest knows it by
     * @param stream what to connect to it
     * @param flags of {@code virDomainChannelFlags}
     * @return 0, or -1
     */
    int virDomainOpenChannel(DomainPointer domain, String name, StreamPointer stream, int flags);

    /**
     * Maps {@code virDomainSendProcessSignal}.
     *
     * @param domain which
     * @param process its number in the guest; 1 is the first
     * @param signal its number, that of Linux
     * @param flags always 0
     * @return 0, or -1
     */
    int virDomainSendProcessSignal(DomainPointer domain, long process, int signal, int flags);

    /**
     * Maps {@code virDomainFSFreeze}.
     *
     * @param domain which
     * @param mountPoints which file systems; null for all
     * @param count how many are named
     * @param flags always 0
     * @return how many are frozen, or -1
     */
    int virDomainFSFreeze(DomainPointer domain, String @Nullable [] mountPoints, int count, int flags);

    /**
     * Maps {@code virDomainFSThaw}.
     *
     * @param domain which
     * @param mountPoints which file systems; null for all
     * @param count how many are named
     * @param flags always 0
     * @return how many were thawed, or -1
     */
    int virDomainFSThaw(DomainPointer domain, String @Nullable [] mountPoints, int count, int flags);

    /**
     * Maps {@code virDomainGetTime}.
     *
     * @param domain which
     * @param seconds receives the seconds since 1970
     * @param nanos receives the nanoseconds beside them
     * @param flags always 0
     * @return 0, or -1
     */
    int virDomainGetTime(DomainPointer domain, LongByReference seconds, IntByReference nanos, int flags);

    /**
     * Maps {@code virDomainSetTime}.
     *
     * @param domain which
     * @param seconds since 1970
     * @param nanos beside them
     * @param flags of {@code virDomainSetTimeFlags}
     * @return 0, or -1
     */
    int virDomainSetTime(DomainPointer domain, long seconds, int nanos, int flags);

    /**
     * Maps {@code virDomainGetGuestInfo}.
     *
     * @param domain which
     * @param types of {@code virDomainGuestInfoTypes}; 0 for all that the agent knows
     * @param parameters receives an array for {@code virTypedParamsFree}
     * @param count receives its length
     * @param flags always 0
     * @return 0, or -1
     */
    int virDomainGetGuestInfo(
            DomainPointer domain, int types, PointerByReference parameters, IntByReference count, int flags);
}
