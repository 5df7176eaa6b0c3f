package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.probe.Finding;
import org.anfitrion.api.probe.HostProbe;
import org.anfitrion.api.probe.HostReport;
import org.anfitrion.api.probe.Question;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.Natives;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.HostFacts;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/** Reads what a host is. What does not change during a session is read once. Thread-safe. */
final class HostReader {

    private static final String NO_HARDWARE_HELP =
            "KVM is present but unusable for unmodified guests: the processor shows neither vmx nor svm";

    private static final int REMEMBERED = 1000;
    private static final Map<String, String> HOST_IDS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** {@code virNodeInfo}: a model of 32 characters, an unsigned long of KiB, then the CPUs. */
    private static final int NODE_MEMORY = 32;

    private static final int NODE_CPUS = NODE_MEMORY + Native.LONG_SIZE;
    private static final int NODE_SIZE = NODE_CPUS + 8 * Integer.BYTES;

    private final Calls calls;
    private final HypervisorUri uri;
    private final BackendFeatures features;
    private final Optional<EmbeddedRoot> root;
    private final List<String> notes;
    private volatile @Nullable Capabilities capabilities;
    private volatile @Nullable HostFacts facts;
    private volatile @Nullable String hostId;

    HostReader(
            Calls calls, HypervisorUri uri, BackendFeatures features, Optional<EmbeddedRoot> root, List<String> notes) {
        this.calls = calls;
        this.uri = uri;
        this.features = features;
        this.root = root;
        this.notes = List.copyOf(notes);
    }

    boolean local() {
        return uri.host().isEmpty() && !features.isTest();
    }

    private Attempt attempt() {
        return new Attempt("describe", "the host of " + uri, false);
    }

    /**
     * The key by which handles are compared: the same for all connections that see the same domains. A host that has no
     * UUID of its own gets a new one whenever its daemon starts; so what a URI was first is what it stays in this process.
     */
    String hostId() {
        String known = hostId;
        if (known == null) {
            known = root.isPresent() ? root.get().hostId() : remembered();
            hostId = known;
        }
        return known;
    }

    private String remembered() {
        synchronized (HOST_IDS) {
            String known = HOST_IDS.get(uri.toString());
            if (known != null) {
                return known;
            }
        }
        String where =
                uri.path() + uri.parameter("socket").map(path -> "?" + path).orElse("");
        // The test driver has no host: its state is the process' own, or the file's.
        String found = features.isTest()
                ? "test:" + where
                : uri.scheme() + ":"
                        + capabilities().hostUuid().orElseGet(() -> uri.host().orElse("")) + where;
        synchronized (HOST_IDS) {
            String other = HOST_IDS.putIfAbsent(uri.toString(), found);
            return other == null ? found : other;
        }
    }

    private Capabilities capabilities() {
        Capabilities known = capabilities;
        if (known == null) {
            Attempt attempt = attempt();
            known = Capabilities.parse(calls.read(attempt, wire -> {
                CString xml = wire.library().virConnectGetCapabilities(wire.pointer());
                if (xml == null) {
                    throw wire.failed(attempt);
                }
                return xml.toString();
            }));
            root.ifPresent(EmbeddedRoot::keepWarm);
            capabilities = known;
        }
        return known;
    }

    HostFacts facts() {
        HostFacts known = facts;
        if (known == null) {
            Capabilities found = capabilities();
            known = calls.read(
                    attempt(),
                    wire -> new HostFacts(
                            features.driver(),
                            libvirtVersion(wire),
                            hypervisorVersion(wire),
                            found.architecture(),
                            found.guests(),
                            unusable(found),
                            local(),
                            root.isPresent(),
                            root.isPresent()
                                    ? Natives.privileged()
                                    : !uri.path().equals("/session")));
            facts = known;
        }
        return known;
    }

    private static long libvirtVersion(WireConnection wire) {
        LongByReference version = new LongByReference();
        return wire.library().virConnectGetLibVersion(wire.pointer(), version) < 0 ? 0 : version.getValue();
    }

    private static long hypervisorVersion(WireConnection wire) {
        LongByReference version = new LongByReference();
        return wire.library().virConnectGetVersion(wire.pointer(), version) < 0 ? 0 : version.getValue();
    }

    private Map<String, String> unusable(Capabilities found) {
        boolean intelOrAmd =
                found.architecture().equals("x86_64") || found.architecture().equals("i686");
        boolean kvm =
                found.guests().stream().anyMatch(guest -> guest.domainTypes().contains("kvm"));
        if (!kvm || !intelOrAmd) {
            return Map.of();
        }
        return (local() ? noHelpHere() : Optional.of(NO_HARDWARE_HELP).filter(reason -> found.lacksHardwareHelp()))
                .map(reason -> Map.of("kvm", reason))
                .orElseGet(Map::of);
    }

    /** Whether this process may open the device does not matter: libvirt's daemon does that. */
    private static Optional<String> noHelpHere() {
        HostReport machine = HostProbe.local().probe();
        Finding usable = machine.finding(Question.KVM_USABLE);
        if (machine.isYes(Question.KVM_DEVICE_PRESENT)) {
            return usable.isNo() ? Optional.of("KVM is " + usable.reason()) : Optional.empty();
        }
        // A daemon outside this container may have the device; the processor is the same.
        return machine.finding(Question.VIRTUALIZATION_EXTENSIONS).isNo()
                ? Optional.of(NO_HARDWARE_HELP)
                : Optional.empty();
    }

    HostInfo info() {
        HostFacts host = facts();
        return calls.read(attempt(), wire -> info(host, wire));
    }

    private HostInfo info(HostFacts host, WireConnection wire) {
        CString name = wire.library().virConnectGetHostname(wire.pointer());
        if (name == null) {
            throw wire.failed(attempt());
        }
        try (Memory node = new Memory(NODE_SIZE)) {
            node.clear();
            if (wire.library().virNodeGetInfo(wire.pointer(), node) < 0) {
                throw wire.failed(attempt());
            }
            List<String> all = new ArrayList<>(notes);
            all.addAll(host.unusable().values());
            return new HostInfo(
                    name.toString(),
                    features.driver(),
                    host.driverVersion() == 0 ? "" : version(host.driverVersion()),
                    "libvirt " + version(host.libvirtVersion()),
                    host.architecture(),
                    node.getInt(NODE_CPUS),
                    DataSize.kibibytes(node.getNativeLong(NODE_MEMORY).longValue()),
                    guestTypes(host),
                    all);
        }
    }

    private static Set<GuestType> guestTypes(HostFacts host) {
        Set<GuestType> types = new LinkedHashSet<>();
        for (HostFacts.Guest guest : host.guests()) {
            guest.domainTypes().stream()
                    .filter(type -> !host.unusable().containsKey(type))
                    .forEach(type -> types.add(HostFacts.guestType(type, guest.osType())));
        }
        return types;
    }

    private static String version(long number) {
        return number / 1_000_000 + "." + number / 1_000 % 1_000 + "." + number % 1_000;
    }
}
