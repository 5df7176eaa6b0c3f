package org.anfitrion.testkit.contract.broken;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with sessions. */
final class SessionFaults {

    private SessionFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.session(Rule.SES_1, "the second close fails", ClosedOnce::new),
                Fault.domains(Rule.SES_2, "a closed session has an empty list", EmptyWhenClosed::new),
                Fault.session(Rule.SES_2, "a closed session still says what it supports", SupportingWhenClosed::new),
                Fault.console(Rule.SES_3, "close leaves readers waiting", DeafReader::new),
                Fault.session(Rule.SES_4, "the product has no version", Versionless::new),
                Fault.session(Rule.SES_5, "a facet is gone after a start", Fickle::new),
                Fault.session(Rule.SES_6, "support says no to what works", session -> denying(session, Feature.RESET)),
                Fault.session(
                        Rule.SES_6, "support says no to autostart, which works", s -> denying(s, Feature.AUTOSTART)),
                Fault.driver(Rule.SES_7, "read-only is ignored", sound -> new Wrapped.Driver(sound) {
                    @Override
                    public Session open(HypervisorUri uri, OpenContext c) {
                        return sound.open(
                                uri,
                                new OpenContext(
                                        c.deadline(), false, c.credentials(), c.guestsOnClose(), c.consoleBuffer()));
                    }
                }),
                Fault.session(Rule.SES_8, "every session has a host of its own", Nomad::new),
                Fault.domains(Rule.SES_9, "a change that was cut off says that it did not happen", Optimist::new),
                Fault.domains(Rule.SES_9, "a broken wire is a wrong state", Misnomer::new),
                Fault.session(Rule.SES_10, "starts wait for readers of consoles", OneAtATime::new));
    }

    private static Session denying(Session sound, Feature denied) {
        return new Wrapped.OneSession(sound) {
            @Override
            public Support support(Feature feature, Target on) {
                Support truth = super.support(feature, on);
                return feature == denied ? Support.no("not on a Sunday") : truth;
            }
        };
    }

    private static final class ClosedOnce extends Wrapped.OneSession {

        private final AtomicBoolean closed = new AtomicBoolean();

        ClosedOnce(Session sound) {
            super(sound);
        }

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                throw new InvalidStateException(Failure.to("close", "session").because("it is closed"));
            }
            super.close();
        }
    }

    private static final class EmptyWhenClosed extends Wrapped.Domains {

        EmptyWhenClosed(DomainFacet sound) {
            super(sound);
        }

        @Override
        public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
            try {
                return super.list(filter, wanted);
            } catch (InvalidStateException e) {
                return List.of();
            }
        }
    }

    private static final class SupportingWhenClosed extends Wrapped.OneSession {

        SupportingWhenClosed(Session sound) {
            super(sound);
        }

        @Override
        public Support support(Feature feature, Target on) {
            try {
                return super.support(feature, on);
            } catch (InvalidStateException e) {
                return Support.yes();
            }
        }
    }

    private static final class DeafReader extends Wrapped.Console {

        DeafReader(ConsoleFacet sound) {
            super(sound);
        }

        @Override
        public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
            try {
                return super.read(id, console, position, deadline);
            } catch (InvalidStateException | ConnectionLostException e) {
                if (deadline.remaining().compareTo(Duration.ofSeconds(10)) > 0) {
                    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                }
                throw e;
            }
        }
    }

    private static final class Versionless extends Wrapped.OneSession {

        Versionless(Session sound) {
            super(sound);
        }

        @Override
        public HostInfo host() {
            HostInfo host = super.host();
            return new HostInfo(
                    host.hostName(),
                    host.product(),
                    "",
                    host.via(),
                    host.architecture(),
                    host.cpus(),
                    host.memory(),
                    host.guestTypes(),
                    host.notes());
        }
    }

    /** Loses its events between a start and the next call about domains. */
    private static final class Fickle extends Wrapped.OneSession {

        private volatile boolean started;

        Fickle(Session sound) {
            super(sound);
        }

        @Override
        public DomainFacet wrap(DomainFacet facet) {
            return new Wrapped.Domains(facet) {
                @Override
                public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                    DomainInfo row = super.power(id, action, deadline);
                    started = action == PowerAction.START;
                    return row;
                }
            };
        }

        @Override
        public <F extends Facet> Optional<F> facet(Class<F> type) {
            Optional<F> there = super.facet(type);
            return started && type == EventFacet.class ? Optional.empty() : there;
        }
    }

    private static final class Nomad extends Wrapped.OneSession {

        private final String id = UUID.randomUUID().toString();

        Nomad(Session sound) {
            super(sound);
        }

        @Override
        public String hostId() {
            return super.hostId() + id;
        }
    }

    private static final class Optimist extends Wrapped.Domains {

        Optimist(DomainFacet sound) {
            super(sound);
        }

        @Override
        public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
            try {
                return super.power(id, action, deadline);
            } catch (ConnectionLostException e) {
                throw new ConnectionLostException(
                        Failure.to(action.verb(), "domain").because("the wire broke"));
            }
        }
    }

    private static final class Misnomer extends Wrapped.Domains {

        Misnomer(DomainFacet sound) {
            super(sound);
        }

        @Override
        public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
            try {
                return super.list(filter, wanted);
            } catch (ConnectionLostException e) {
                throw new InvalidStateException(((HypervisorException) e).failure());
            }
        }
    }

    private static final class OneAtATime extends Wrapped.OneSession {

        private ReadWriteLock reading;

        OneAtATime(Session sound) {
            super(sound);
        }

        /** Asked for by the constructor of the superclass, before this one's fields are set. */
        private ReadWriteLock reading() {
            if (reading == null) {
                reading = new ReentrantReadWriteLock();
            }
            return reading;
        }

        @Override
        public DomainFacet wrap(DomainFacet facet) {
            ReadWriteLock lock = reading();
            return new Wrapped.Domains(facet) {
                @Override
                public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                    if (action != PowerAction.START) {
                        return super.power(id, action, deadline);
                    }
                    lock.writeLock().lock();
                    try {
                        return super.power(id, action, deadline);
                    } finally {
                        lock.writeLock().unlock();
                    }
                }
            };
        }

        @Override
        public ConsoleFacet wrap(ConsoleFacet facet) {
            ReadWriteLock lock = reading();
            return new Wrapped.Console(facet) {
                @Override
                public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
                    lock.readLock().lock();
                    try {
                        return super.read(id, console, position, deadline);
                    } finally {
                        lock.readLock().unlock();
                    }
                }
            };
        }
    }
}
