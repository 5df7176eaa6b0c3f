package org.anfitrion.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.Natives;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;

/** Native configurations, and QEMU's monitor and guest agent. Thread-safe. */
final class RawCalls implements NativeFacet {

    private static final int HUMAN_MONITOR = 1;

    private final Calls calls;
    private final BackendFeatures features;
    private final Definitions definitions;
    private final Updates updates;

    RawCalls(Calls calls, BackendFeatures features, Definitions definitions, Updates updates) {
        this.calls = calls;
        this.features = features;
        this.definitions = definitions;
        this.updates = updates;
    }

    @Override
    public DomainInfo define(String configuration) {
        calls.checkWritable(new Attempt("define", "a domain", true));
        return definitions.defineNative(configuration);
    }

    @Override
    public String call(DomainId id, String channel, String request, Deadline deadline) {
        Attempt attempt = new Attempt("call " + channel + " of", "domain " + id, true);
        calls.checkWritable(attempt);
        String known = channel.toLowerCase(Locale.ROOT);
        if (!features.rawChannels().contains(known)) {
            String others = features.rawChannels().isEmpty()
                    ? "it has none"
                    : "it has " + String.join(", ", features.rawChannels());
            throw new UnsupportedCapabilityException(attempt.failure()
                    .because(
                            "libvirt's " + features.driver() + " driver has no raw interface of that name; " + others));
        }
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.change(attempt, deadline, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                Attempt named = attempt.on("domain '" + domain.name() + "'");
                if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), named) == 0) {
                    throw new InvalidStateException(named.failure().because("it does not run"));
                }
                return switch (known) {
                    case "qmp" -> monitor(wire, domain, request, 0, named);
                    case "hmp" -> monitor(wire, domain, request, HUMAN_MONITOR, named);
                    default -> GuestAgent.send(wire, domain, request, deadline, named);
                };
            }
        });
    }

    @Override
    public DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration) {
        return updates.redefine(id, base, configuration);
    }

    @Override
    public String call(String channel, String request, Deadline deadline) {
        Attempt attempt = new Attempt("call " + channel + " of", "the host", true);
        calls.checkWritable(attempt);
        throw new UnsupportedCapabilityException(attempt.failure().because("libvirt has no raw interface to a host"));
    }

    private static String monitor(
            WireConnection wire, DomainReference domain, String request, int flags, Attempt attempt) {
        PointerByReference answer = new PointerByReference();
        int result = Natives.libvirtQemu().virDomainQemuMonitorCommand(domain.pointer(), request, answer, flags);
        Inventory.check(wire, result, attempt);
        Pointer text = answer.getValue();
        try {
            return text.getString(0, StandardCharsets.UTF_8.name());
        } finally {
            Native.free(Pointer.nativeValue(text));
        }
    }
}
