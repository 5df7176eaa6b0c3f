package org.anfitrion.libvirt.wire;

import com.sun.jna.Callback;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.StreamPointer;

/**
 * libvirt's functions: those that libvirt-java maps, and those that it lacks or maps in a way that cannot be used (memory
 * that libvirt frees, types that are made by reflection in a callback). Names and types are those of {@code libvirt-api.xml}.
 */
public interface LibvirtLibrary
        extends Libvirt,
                DeviceFunctions,
                StorageFunctions,
                NetworkFunctions,
                SnapshotFunctions,
                StatisticsFunctions,
                TuningFunctions,
                GuestFunctions {

    /** {@code virStreamEventCallback}. */
    interface StreamCallback extends Callback {
        /**
         * Called on the event thread when a stream is ready.
         *
         * @param stream the {@code virStreamPtr}
         * @param events a set of {@code virStreamEventType}
         * @param opaque what was registered
         */
        void invoke(Pointer stream, int events, @Nullable Pointer opaque);
    }

    /** {@code virConnectAuthCallbackPtr}. */
    interface AuthCallback extends Callback {
        /**
         * Called on the thread that opens the connection.
         *
         * @param credentials an array of {@code virConnectCredential}
         * @param count its length
         * @param opaque what was given with the callback
         * @return 0 if all were answered, -1 otherwise
         */
        int invoke(Pointer credentials, int count, @Nullable Pointer opaque);
    }

    /**
     * Maps {@code virConnectOpenAuth} with memory of our own making.
     *
     * @param uri what to connect to
     * @param auth a {@code virConnectAuth}
     * @param flags of {@code virConnectFlags}
     * @return the connection
     */
    @Nullable
    ConnectionPointer virConnectOpenAuth(String uri, Pointer auth, int flags);

    /**
     * Maps {@code virConnectListAllDomains}.
     *
     * @param connection where
     * @param domains receives an array to be freed, of domains to be freed
     * @param flags of {@code virConnectListAllDomainsFlags}
     * @return how many, or -1
     */
    int virConnectListAllDomains(ConnectionPointer connection, PointerByReference domains, int flags);

    /**
     * Maps {@code virConnectGetAllDomainStats}.
     *
     * @param connection where
     * @param stats of {@code virDomainStatsTypes}
     * @param records receives an array for {@link #virDomainStatsRecordListFree}
     * @param flags of {@code virConnectGetAllDomainStatsFlags}
     * @return how many, or -1
     */
    int virConnectGetAllDomainStats(ConnectionPointer connection, int stats, PointerByReference records, int flags);

    /**
     * Maps {@code virDomainStatsRecordListFree}.
     *
     * @param records an array of {@link #virConnectGetAllDomainStats}
     */
    void virDomainStatsRecordListFree(Pointer records);

    /**
     * Maps {@code virNodeGetInfo} with memory of our own making.
     *
     * @param connection where
     * @param info receives a {@code virNodeInfo}
     * @return 0, or -1
     */
    int virNodeGetInfo(ConnectionPointer connection, Pointer info);

    /**
     * Maps {@code virDomainDefineXMLFlags}.
     *
     * @param connection where
     * @param xml the configuration
     * @param flags of {@code virDomainDefineFlags}
     * @return the domain
     */
    @Nullable
    DomainPointer virDomainDefineXMLFlags(ConnectionPointer connection, String xml, int flags);

    /**
     * Maps {@code virDomainGetInfo} with memory of our own making.
     *
     * @param domain which
     * @param info receives a {@code virDomainInfo}
     * @return 0, or -1
     */
    int virDomainGetInfo(DomainPointer domain, Pointer info);

    /**
     * Maps {@code virDomainGetState}.
     *
     * @param domain which
     * @param state receives a {@code virDomainState}
     * @param reason receives the state's own reason
     * @param flags always 0
     * @return 0, or -1
     */
    int virDomainGetState(DomainPointer domain, IntByReference state, IntByReference reason, int flags);

    /**
     * Maps {@code virDomainSetMemoryFlags}.
     *
     * @param domain which
     * @param kibibytes the new size
     * @param flags of {@code virDomainMemoryModFlags}
     * @return 0, or -1
     */
    int virDomainSetMemoryFlags(DomainPointer domain, NativeLong kibibytes, int flags);

    /**
     * Maps {@code virDomainRename}.
     *
     * @param domain which; its reference keeps the old name
     * @param name the new name
     * @param flags always 0
     * @return 0, or -1
     */
    int virDomainRename(DomainPointer domain, String name, int flags);

    /**
     * Maps {@code virDomainOpenConsole}.
     *
     * @param domain which
     * @param alias the console's name; null for the first
     * @param stream what to connect to it
     * @param flags of {@code virDomainConsoleFlags}
     * @return 0, or -1
     */
    int virDomainOpenConsole(DomainPointer domain, @Nullable String alias, StreamPointer stream, int flags);

    /**
     * Maps {@code virStreamEventAddCallback}.
     *
     * @param stream which
     * @param events a set of {@code virStreamEventType}
     * @param callback called on the event thread
     * @param opaque given to the callback
     * @param free called when the callback is not needed any more
     * @return 0, or -1
     */
    int virStreamEventAddCallback(
            StreamPointer stream,
            int events,
            StreamCallback callback,
            @Nullable Pointer opaque,
            @Nullable Pointer free);

    /**
     * Maps {@code virEventAddTimeout} with a native function.
     *
     * @param milliseconds how often
     * @param function a native {@code virEventTimeoutCallback}
     * @param opaque given to the function
     * @param free called when the function is not needed any more
     * @return the timer's number, or -1
     */
    int virEventAddTimeout(int milliseconds, Pointer function, @Nullable Pointer opaque, @Nullable Pointer free);

    /**
     * Maps {@code virSetErrorFunc} with a native function.
     *
     * @param opaque given to the function
     * @param function a native {@code virErrorFunc}
     */
    void virSetErrorFunc(@Nullable Pointer opaque, Pointer function);

    /**
     * Maps {@code virGetLastErrorCode}.
     *
     * @return the code of this thread's last error
     */
    int virGetLastErrorCode();

    /**
     * Maps {@code virGetLastErrorDomain}.
     *
     * @return the part of libvirt that reported this thread's last error
     */
    int virGetLastErrorDomain();

    /**
     * Maps {@code virGetLastErrorMessage}.
     *
     * @return the text of this thread's last error
     */
    @Nullable
    String virGetLastErrorMessage();
}
