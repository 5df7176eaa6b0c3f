package org.anfitrion.testkit.contract.broken;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Registration;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the network facet. */
final class NetworkFaults {

    private NetworkFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.NET_1, "networks are listed twice", NetworkFacet.class, sound -> new Object() {
                    public List<NetworkInfo> networks() {
                        List<NetworkInfo> twice = new ArrayList<>(sound.networks());
                        twice.addAll(sound.networks());
                        return twice;
                    }
                }),
                Fault.facet(Rule.NET_2, "what is there is as good", NetworkFacet.class, sound -> new Object() {
                    public NetworkInfo define(NetworkSpec spec) {
                        try {
                            return sound.define(spec);
                        } catch (AlreadyExistsException e) {
                            return sound.networks().get(0);
                        }
                    }
                }),
                Fault.facet(Rule.NET_3, "starting twice is fine", NetworkFacet.class, sound -> new Object() {
                    public NetworkInfo start(String network) {
                        try {
                            return sound.start(network);
                        } catch (InvalidStateException e) {
                            return sound.network(network).orElseThrow();
                        }
                    }
                }),
                Fault.facet(Rule.NET_4, "removing nothing works", NetworkFacet.class, sound -> new Object() {
                    public void remove(String network) {
                        if (sound.network(network).isPresent()) {
                            sound.remove(network);
                        }
                    }
                }),
                Fault.facet(Rule.NET_5, "the last writer wins", NetworkFacet.class, sound -> new Object() {
                    public Applied update(
                            String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
                        try {
                            return sound.update(network, base, wanted, scope);
                        } catch (ConflictException e) {
                            return sound.update(network, sound.read(network, base.view()), wanted, scope);
                        }
                    }
                }),
                Fault.facet(Rule.NET_5, "an update defines anew", NetworkFacet.class, sound -> new Object() {
                    public Applied update(
                            String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
                        Applied applied = sound.update(network, base, wanted, scope);
                        if (scope == Scope.CONFIG && !applied.changes().isEmpty()) {
                            NetworkSpec whole = sound.read(network, base.view()).spec();
                            sound.remove(network);
                            sound.define(whole);
                        }
                        return applied;
                    }
                }),
                Fault.facet(Rule.NET_6, "what is up does not change", NetworkFacet.class, sound -> new Object() {
                    public Applied update(
                            String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
                        return scope == Scope.LIVE
                                ? new Applied(List.of("kept addresses"), Set.of(scope), false)
                                : sound.update(network, base, wanted, scope);
                    }
                }),
                Fault.facet(Rule.NET_7, "what is up can be removed", NetworkFacet.class, sound -> new Object() {
                    public void remove(String network) {
                        if (sound.network(network).filter(NetworkInfo::active).isPresent()) {
                            sound.stop(network);
                        }
                        sound.remove(network);
                    }
                }),
                Fault.facet(Rule.NET_7, "a name is burnt", NetworkFacet.class, sound -> {
                    Set<String> burnt = new HashSet<>();
                    return new Object() {
                        public void remove(String network) {
                            sound.remove(network);
                            burnt.add(network);
                        }

                        public NetworkInfo define(NetworkSpec spec) {
                            if (burnt.contains(spec.name())) {
                                throw new NotFoundException(
                                        Failure.to("define", spec.name()).because("it was removed"));
                            }
                            return sound.define(spec);
                        }
                    };
                }),
                Fault.facet(Rule.NET_8, "leases never expire", NetworkFacet.class, sound -> new Object() {
                    public List<Lease> leases(String network) {
                        List<Lease> all = new ArrayList<>(sound.leases(network));
                        all.add(new Lease(
                                MacAddress.of("52:54:00:00:00:01"),
                                InetAddress.getLoopbackAddress(),
                                8,
                                Optional.empty(),
                                Optional.of(Instant.EPOCH)));
                        return all;
                    }
                }),
                Fault.facet(Rule.NET_9, "autostart is not shown", NetworkFacet.class, sound -> new Object() {
                    public Optional<NetworkInfo> network(String name) {
                        return sound.network(name)
                                .map(row -> new NetworkInfo(
                                        row.name(), row.uuid(), row.active(), row.persistent(), false, row.bridge()));
                    }
                }),
                Fault.facet(Rule.NET_10, "the end of a network is not told", EventFacet.class, sound -> new Object() {
                    public Registration subscribe(EventSink sink) {
                        return sound.subscribe(new Forgetful(sink));
                    }
                }),
                Fault.domains(Rule.NET_11, "a start without a network looks well", sound -> new Wrapped.Domains(sound) {
                    @Override
                    public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                        try {
                            return super.power(id, action, deadline);
                        } catch (InvalidStateException e) {
                            return find(new DomainRef.ById(id), EnumSet.allOf(DomainField.class))
                                    .orElseThrow(() -> e);
                        }
                    }
                }));
    }

    /** Passes on everything but that networks go down. */
    private record Forgetful(EventSink sink) implements EventSink {

        @Override
        public void emit(HypervisorEvent event) {
            if (!(event instanceof NetworkEvent e && e.change() == NetworkEvent.Change.STOPPED)) {
                sink.emit(event);
            }
        }

        @Override
        public void lost(OptionalLong count, String why) {
            sink.lost(count, why);
        }

        @Override
        public void broken(HypervisorException why) {
            sink.broken(why);
        }
    }
}
