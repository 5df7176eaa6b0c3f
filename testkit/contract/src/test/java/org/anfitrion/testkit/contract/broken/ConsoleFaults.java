package org.anfitrion.testkit.contract.broken;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with consoles. */
final class ConsoleFaults {

    private ConsoleFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.console(Rule.CON_1, "the first byte is lost", sound -> new Wrapped.Console(sound) {
                    @Override
                    public long attach(DomainId id, int console, ConsoleStart from) {
                        long position = super.attach(id, console, from);
                        return from == ConsoleStart.START_OF_RUN ? position + 1 : position;
                    }
                }),
                Fault.console(Rule.CON_2, "readers take bytes from each other", Thief::new),
                Fault.console(Rule.CON_3, "bytes are swapped", sound -> new Wrapped.Console(sound) {
                    @Override
                    public void write(DomainId id, int console, byte[] data, Deadline deadline) {
                        byte[] swapped = data.clone();
                        if (swapped.length > 1) {
                            swapped[0] = data[1];
                            swapped[1] = data[0];
                        }
                        super.write(id, console, swapped, deadline);
                    }
                }),
                Fault.console(Rule.CON_4, "reading spins", sound -> new Wrapped.Console(sound) {
                    @Override
                    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
                        // On a machine with other work too, some of it is this thread's own.
                        long enough = worked() + Duration.ofMillis(30).toNanos();
                        ConsoleOutput output;
                        do {
                            output = super.read(id, console, position, Deadline.after(Duration.ZERO));
                        } while (output.bytes().length == 0
                                && !output.ended()
                                && (!deadline.hasPassed() || worked() < enough));
                        return output;
                    }
                }),
                Fault.console(Rule.CON_4, "reading does not wait", sound -> new Wrapped.Console(sound) {
                    @Override
                    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
                        return super.read(id, console, position, Deadline.after(Duration.ZERO));
                    }
                }),
                Fault.console(Rule.CON_5, "the end comes before the last bytes", sound -> new Wrapped.Console(sound) {
                    @Override
                    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
                        long newest = super.attach(id, console, ConsoleStart.NOW);
                        ConsoleOutput last = super.read(id, console, newest, Deadline.after(Duration.ZERO));
                        return last.ended()
                                ? new ConsoleOutput(position, new byte[0], true)
                                : super.read(id, console, position, deadline);
                    }
                }),
                Fault.console(Rule.CON_6, "any console can be attached to", sound -> new Wrapped.Console(sound) {
                    @Override
                    public long attach(DomainId id, int console, ConsoleStart from) {
                        try {
                            return super.attach(id, console, from);
                        } catch (NotFoundException e) {
                            return super.attach(id, 0, from);
                        }
                    }
                }));
    }

    /** Of readers that attach one after the other without reading, each byte goes to one only. */
    private static final class Thief extends Wrapped.Console {

        private final Set<Long> given = new HashSet<>();
        private boolean attached;
        private boolean contended;

        Thief(ConsoleFacet sound) {
            super(sound);
        }

        @Override
        public synchronized long attach(DomainId id, int console, ConsoleStart from) {
            contended = attached;
            attached = true;
            given.clear();
            return super.attach(id, console, from);
        }

        @Override
        public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
            ConsoleOutput output = super.read(id, console, position, deadline);
            return isStolen(output) ? super.read(id, console, output.next(), deadline) : output;
        }

        private synchronized boolean isStolen(ConsoleOutput output) {
            attached = false;
            return contended && output.bytes().length > 0 && !given.add(output.position());
        }
    }

    private static long worked() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
