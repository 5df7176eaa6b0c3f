package org.anfitrion.testkit.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.spi.PowerAction;
import org.jspecify.annotations.Nullable;

/**
 * One run of a domain: what its guest does from power on to power off. Methods are called under the host's lock; what the
 * guest does happens in the clock's turn, which takes that lock for each piece, but not while it asks a script what to do.
 */
final class Machine {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.memory");

    private final HostModel model;
    private final MemoryDomain domain;
    private Peripherals peripherals;
    private @Nullable MemorySession startedBy;
    private final boolean ephemeral;
    private final Map<Integer, Line> lines = new HashMap<>(0);
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream(0);
    private final List<Runnable> parked = new ArrayList<>(0);
    /** Grows with each boot: what an earlier boot still planned does not happen. */
    private int boot;

    private boolean paused;
    private boolean ended;
    private boolean shuttingDown;

    Machine(
            HostModel model,
            MemoryDomain domain,
            Peripherals peripherals,
            @Nullable MemorySession startedBy,
            boolean ephemeral) {
        this.model = model;
        this.domain = domain;
        this.peripherals = peripherals;
        this.startedBy = startedBy;
        this.ephemeral = ephemeral;
        domain.typed = typed;
    }

    @Nullable
    MemorySession startedBy() {
        return startedBy;
    }

    /** Begins another run without a boot: says who began it, and what it has to do with the world now. */
    void goOn(@Nullable MemorySession by, Peripherals now) {
        startedBy = by;
        peripherals = now;
    }

    /** Puts the guest aside, so that another run may go on with it. */
    void putAside() {
        pause();
        peripherals.channels().end();
    }

    boolean isEphemeral() {
        return ephemeral;
    }

    boolean isShuttingDown() {
        return shuttingDown;
    }

    void boot() {
        boot++;
        shuttingDown = false;
        parked.clear();
        lines.clear();
        act(model.guests().start(domain.name));
        model.guests()
                .crash(domain.name)
                .ifPresent(delay -> act(script -> script.after(delay).crash()));
    }

    void pause() {
        paused = true;
        peripherals.usage().pause(model.clock().now(), cpus());
    }

    void resume() {
        paused = false;
        peripherals.usage().resume(model.clock().now());
        parked.forEach(action -> model.clock().schedule(Duration.ZERO, action));
        parked.clear();
    }

    void end() {
        ended = true;
        usage();
        peripherals.channels().end();
        parked.clear();
    }

    void requestShutdown() {
        if (!shuttingDown) {
            plan(model.guests().shutdown(domain.name), true);
        }
    }

    void requestReboot() {
        act(model.guests().reboot(domain.name));
    }

    void act(Consumer<GuestScript> script) {
        plan(script, false);
    }

    void type(int console, byte[] data) {
        int planned = boot;
        model.clock().schedule(Duration.ZERO, () -> arrive(console, data, planned));
    }

    /** Returns what it has used up to now. */
    Usage usage() {
        peripherals.usage().count(model.clock().now(), cpus());
        return peripherals.usage();
    }

    private int cpus() {
        return domain.spec().cpus().current();
    }

    void press(List<KeyCode> together) {
        arrive(() -> peripherals.screens().press(together), () -> model.guests().keys(domain.name, together), boot);
    }

    void receive(String channel, byte[] bytes) {
        arrive(
                () -> peripherals.channels().arrive(channel, bytes),
                () -> model.guests().reply(domain.name, channel, bytes),
                boot);
    }

    /** Lets something reach the guest in its turn, and lets it react. */
    private void arrive(Runnable arrival, Supplier<Optional<Consumer<GuestScript>>> reaction, int planned) {
        model.clock().schedule(Duration.ZERO, () -> {
            boolean awake = model.locked(() -> {
                boolean here = mayGoOn(planned, () -> arrive(arrival, reaction, planned));
                if (here) {
                    arrival.run();
                }
                return here;
            });
            if (awake) {
                reaction.get().ifPresent(script -> begin(script, planned, false));
            }
        });
    }

    private void plan(Consumer<GuestScript> script, boolean shutdown) {
        int planned = boot;
        model.clock().schedule(Duration.ZERO, () -> begin(script, planned, shutdown));
    }

    private void begin(Consumer<GuestScript> script, int planned, boolean shutdown) {
        if (!model.locked(() -> mayGoOn(planned, () -> begin(script, planned, shutdown)))) {
            return;
        }
        GuestScript steps = new GuestScript();
        try {
            script.accept(steps);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the script of " + domain + " failed, so its guest crashes", e);
            steps = new GuestScript().crash();
        }
        List<GuestScript.Step> all = steps.steps();
        boolean shutsOff = shutdown && steps.shutsOff();
        model.locked(() -> {
            if (shutsOff && !ended && boot == planned) {
                shuttingDown = true;
                if (domain.status.state() == DomainState.RUNNING) {
                    domain.status = new DomainStatus(DomainState.SHUTTING_DOWN, StateReason.REQUESTED);
                }
            }
            goOn(all.iterator(), planned);
            return null;
        });
    }

    private void goOn(Iterator<GuestScript.Step> steps, int planned) {
        while (steps.hasNext() && mayGoOn(planned, () -> goOnLater(steps, planned))) {
            GuestScript.Step step = steps.next();
            if (step instanceof GuestScript.Wait wait) {
                model.clock().schedule(wait.duration(), () -> goOnLater(steps, planned));
                return;
            } else if (step instanceof GuestScript.Print print) {
                print(print.console(), print.bytes());
            } else if (step instanceof GuestScript.Write write) {
                write(write);
            } else if (step instanceof GuestScript.Send send) {
                peripherals.channels().send(send.channel(), send.bytes());
            } else if (step instanceof GuestScript.End end) {
                finish(end.how());
            }
        }
    }

    private void goOnLater(Iterator<GuestScript.Step> steps, int planned) {
        model.locked(() -> {
            goOn(steps, planned);
            return null;
        });
    }

    /** Tells whether the guest is still in that boot and awake; while it is paused, puts the rest aside. */
    private boolean mayGoOn(int planned, Runnable rest) {
        if (ended || boot != planned) {
            return false;
        }
        if (paused) {
            parked.add(rest);
            return false;
        }
        return true;
    }

    private void finish(GuestScript.Ending how) {
        switch (how) {
            case SHUT_OFF -> model.power().stop(domain, StopCause.SHUTDOWN);
            case CRASH -> model.power().stop(domain, StopCause.CRASHED);
            case REBOOT -> model.power().apply(domain, PowerAction.RESET, null);
        }
    }

    private void print(int console, byte[] bytes) {
        if (console >= 0 && console < domain.spec().consoles().size()) {
            domain.watchers().forEach(session -> session.append(domain.id, console, bytes));
        }
    }

    /** Writes to a drive; what goes beyond its end, or to a drive that is not there, is lost. */
    private void write(GuestScript.Write write) {
        Call call = Call.onDomain(Operation.UPDATE, domain.name);
        DiskSpec disk = Drives.written(domain.spec()).get(write.target());
        if (disk == null || model.drives().path(disk).isEmpty()) {
            return;
        }
        Image image = model.drives().image(disk, call);
        long fits = Math.max(0, Math.min(write.bytes().length, image.capacity() - write.offset()));
        model.images().write(image, write.offset(), ByteBuffer.wrap(write.bytes(), 0, (int) fits), call);
    }

    private void arrive(int console, byte[] data, int planned) {
        List<String> complete = model.locked(() -> {
            if (!mayGoOn(planned, () -> arrive(console, data, planned))) {
                return List.of();
            }
            typed.writeBytes(data);
            if (model.guests().echoes(domain.name)) {
                print(console, data);
            }
            return lines.computeIfAbsent(console, number -> new Line()).add(data);
        });
        for (String line : complete) {
            model.guests()
                    .reply(domain.name, line)
                    .ifPresent(script -> begin(steps -> script.accept(steps.onConsole(console)), planned, false));
        }
    }

    /** What was typed since the last line ended. */
    private static final class Line {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean afterReturn;

        /** Adds bytes and returns the lines that they end; a carriage return, a line feed or both end a line. */
        List<String> add(byte[] data) {
            List<String> complete = new ArrayList<>();
            for (byte next : data) {
                boolean lineFeedOfReturn = next == '\n' && afterReturn;
                afterReturn = next == '\r';
                if (next == '\r' || (next == '\n' && !lineFeedOfReturn)) {
                    complete.add(bytes.toString(StandardCharsets.UTF_8));
                    bytes.reset();
                } else if (!lineFeedOfReturn) {
                    bytes.write(next);
                }
            }
            return complete;
        }
    }
}
