package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/** A driver and its parts that pass everything on: each fault changes one method. */
public final class Wrapped {

    private Wrapped() {}

    /** A driver. */
    public static class Driver implements HypervisorDriver {

        final HypervisorDriver sound;

        public Driver(HypervisorDriver sound) {
            this.sound = sound;
        }

        @Override
        public DriverInfo info() {
            return sound.info();
        }

        @Override
        public Session open(HypervisorUri uri, OpenContext context) {
            return sound.open(uri, context);
        }
    }

    /** A session, whose facets are wrapped once. */
    public static class OneSession implements Session {

        final Session sound;
        private final DomainFacet domains;
        private final Optional<ConsoleFacet> console;
        private final Optional<EventFacet> events;
        private final Optional<NativeFacet> language;

        public OneSession(Session sound) {
            this.sound = sound;
            domains = wrap(sound.domains());
            console = sound.facet(ConsoleFacet.class).map(this::wrap);
            events = sound.facet(EventFacet.class).map(this::wrap);
            language = sound.facet(NativeFacet.class).map(this::wrap);
        }

        public DomainFacet wrap(DomainFacet facet) {
            return facet;
        }

        public ConsoleFacet wrap(ConsoleFacet facet) {
            return facet;
        }

        public EventFacet wrap(EventFacet facet) {
            return facet;
        }

        public NativeFacet wrap(NativeFacet facet) {
            return facet;
        }

        @Override
        public String hostId() {
            return sound.hostId();
        }

        @Override
        public HostInfo host() {
            return sound.host();
        }

        @Override
        public DomainFacet domains() {
            return domains;
        }

        @Override
        public void ping(Deadline deadline) {
            sound.ping(deadline);
        }

        @Override
        public <F extends Facet> Optional<F> facet(Class<F> type) {
            Optional<F> there = sound.facet(type);
            if (type == ConsoleFacet.class) {
                return there.isPresent() ? console.map(type::cast) : there;
            }
            if (type == EventFacet.class) {
                return there.isPresent() ? events.map(type::cast) : there;
            }
            return there.isPresent() && type == NativeFacet.class ? language.map(type::cast) : there;
        }

        @Override
        public Support support(Feature feature, Target on) {
            return sound.support(feature, on);
        }

        @Override
        public void close() {
            sound.close();
        }
    }

    /** Domains. */
    public static class Domains implements DomainFacet {

        final DomainFacet sound;

        public Domains(DomainFacet sound) {
            this.sound = sound;
        }

        @Override
        public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
            return sound.list(filter, wanted);
        }

        @Override
        public Optional<DomainInfo> find(DomainRef ref, Set<DomainField> wanted) {
            return sound.find(ref, wanted);
        }

        @Override
        public DomainInfo create(DomainSpec spec, Creation creation, Progress progress) {
            return sound.create(spec, creation, progress);
        }

        @Override
        public Described<DomainSpec> read(DomainId id, View view) {
            return sound.read(id, view);
        }

        @Override
        public Applied update(
                DomainId id, Described<DomainSpec> base, DomainSpec wanted, Scope scope, Progress progress) {
            return sound.update(id, base, wanted, scope, progress);
        }

        @Override
        public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
            return sound.power(id, action, deadline);
        }

        @Override
        public void autostart(DomainId id, boolean on) {
            sound.autostart(id, on);
        }

        @Override
        public void remove(DomainId id, Set<Leftover> alsoDelete) {
            sound.remove(id, alsoDelete);
        }
    }

    /** Consoles. */
    public static class Console implements ConsoleFacet {

        final ConsoleFacet sound;

        public Console(ConsoleFacet sound) {
            this.sound = sound;
        }

        @Override
        public long attach(DomainId id, int console, ConsoleStart from) {
            return sound.attach(id, console, from);
        }

        @Override
        public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
            return sound.read(id, console, position, deadline);
        }

        @Override
        public void write(DomainId id, int console, byte[] data, Deadline deadline) {
            sound.write(id, console, data, deadline);
        }
    }

    /** Events. */
    public static class Events implements EventFacet {

        final EventFacet sound;

        public Events(EventFacet sound) {
            this.sound = sound;
        }

        @Override
        public Registration subscribe(EventSink sink) {
            return sound.subscribe(sink);
        }
    }

    /** The native language. */
    public static class Language implements NativeFacet {

        final NativeFacet sound;

        public Language(NativeFacet sound) {
            this.sound = sound;
        }

        @Override
        public DomainInfo define(String configuration) {
            return sound.define(configuration);
        }

        @Override
        public String call(DomainId id, String channel, String request, Deadline deadline) {
            return sound.call(id, channel, request, deadline);
        }

        @Override
        public DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration) {
            return sound.redefine(id, base, configuration);
        }

        @Override
        public String call(String channel, String request, Deadline deadline) {
            return sound.call(channel, request, deadline);
        }
    }
}
