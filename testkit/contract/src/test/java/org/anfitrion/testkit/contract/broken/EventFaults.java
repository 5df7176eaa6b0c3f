package org.anfitrion.testkit.contract.broken;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with events. */
final class EventFaults {

    private EventFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.events(Rule.EVT_1, "events that come quickly are swapped", sound -> new Wrapped.Events(sound) {
                    @Override
                    public Registration subscribe(EventSink sink) {
                        return super.subscribe(new Swapping(sink));
                    }
                }),
                Fault.events(Rule.EVT_1, "the second sink hears less", Partial::new),
                Fault.events(Rule.EVT_2, "a closed registration hears on", sound -> new Wrapped.Events(sound) {
                    @Override
                    public Registration subscribe(EventSink sink) {
                        super.subscribe(sink);
                        return () -> {};
                    }
                }),
                Fault.events(Rule.EVT_3, "who has gone has no name", sound -> new Wrapped.Events(sound) {
                    @Override
                    public Registration subscribe(EventSink sink) {
                        return super.subscribe(new Passing(sink) {
                            @Override
                            public void emit(HypervisorEvent event) {
                                super.emit(
                                        event instanceof DomainLifecycleEvent e && e.change() == Change.UNDEFINED
                                                ? new DomainLifecycleEvent(
                                                        e.domain(), "", e.change(), e.detail(), e.at())
                                                : event);
                            }
                        });
                    }
                }),
                Fault.session(Rule.EVT_4, "a start is told before it can be seen", Hasty::new));
    }

    private static class Passing implements EventSink {

        private final EventSink sink;

        Passing(EventSink sink) {
            this.sink = sink;
        }

        @Override
        public void emit(HypervisorEvent event) {
            sink.emit(event);
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

    /** Holds an event back for a moment, and lets one that follows pass. */
    private static final class Swapping extends Passing {

        private static final ScheduledExecutorService LATER = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "swapping");
            thread.setDaemon(true);
            return thread;
        });

        private HypervisorEvent held;
        private ScheduledFuture<?> releasing;

        Swapping(EventSink sink) {
            super(sink);
        }

        @Override
        public synchronized void emit(HypervisorEvent event) {
            if (held == null) {
                held = event;
                releasing = LATER.schedule(this::release, 50, TimeUnit.MILLISECONDS);
            } else {
                super.emit(event);
                releasing.cancel(false);
                release();
            }
        }

        private synchronized void release() {
            if (held != null) {
                super.emit(held);
                held = null;
            }
        }
    }

    /** Keeps suspensions from every sink that comes while there is another. */
    private static final class Partial extends Wrapped.Events {

        private int open;

        Partial(EventFacet sound) {
            super(sound);
        }

        @Override
        public synchronized Registration subscribe(EventSink sink) {
            boolean second = open > 0;
            open++;
            Registration registration = super.subscribe(new Passing(sink) {
                @Override
                public void emit(HypervisorEvent event) {
                    boolean kept = second && event instanceof DomainLifecycleEvent e && e.change() == Change.SUSPENDED;
                    if (!kept) {
                        super.emit(event);
                    }
                }
            });
            return () -> {
                registration.close();
                left();
            };
        }

        private synchronized void left() {
            open = Math.max(0, open - 1);
        }
    }

    /** Tells of a start as soon as it is asked for. */
    private static final class Hasty extends Wrapped.OneSession {

        private List<EventSink> sinks;

        Hasty(Session sound) {
            super(sound);
        }

        /** Asked for by the constructor of the superclass, before this one's fields are set. */
        private List<EventSink> sinks() {
            if (sinks == null) {
                sinks = new CopyOnWriteArrayList<>();
            }
            return sinks;
        }

        @Override
        public DomainFacet wrap(DomainFacet facet) {
            List<EventSink> all = sinks();
            return new Wrapped.Domains(facet) {
                @Override
                public DomainInfo power(DomainId id, PowerAction action, Deadline deadline) {
                    if (action == PowerAction.START && !all.isEmpty()) {
                        find(new DomainRef.ById(id), EnumSet.of(DomainField.STATUS))
                                .filter(row -> !row.state().isActive())
                                .ifPresent(row -> announce(row, all));
                    }
                    return super.power(id, action, deadline);
                }
            };
        }

        private static void announce(DomainInfo row, List<EventSink> sinks) {
            sinks.forEach(sink ->
                    sink.emit(new DomainLifecycleEvent(row.id(), row.name(), Change.STARTED, "booted", Instant.now())));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }

        @Override
        public EventFacet wrap(EventFacet facet) {
            List<EventSink> all = sinks();
            return new Wrapped.Events(facet) {
                @Override
                public Registration subscribe(EventSink sink) {
                    all.add(sink);
                    Registration registration = super.subscribe(new Passing(sink) {
                        @Override
                        public void emit(HypervisorEvent event) {
                            if (!(event instanceof DomainLifecycleEvent e && e.change() == Change.STARTED)) {
                                super.emit(event);
                            }
                        }
                    });
                    return () -> {
                        all.remove(sink);
                        registration.close();
                    };
                }
            };
        }
    }
}
