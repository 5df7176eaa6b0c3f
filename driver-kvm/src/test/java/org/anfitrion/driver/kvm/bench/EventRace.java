package org.anfitrion.driver.kvm.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;

/**
 * From the moment in which a domain is told to pause or to go on, by a connection of its own, until somebody else hears of
 * it: by an application's listener, and by a loop in C, in turns. To pause takes longer than to go on, so both together are
 * one sample: or the median would be of the one or of the other.
 */
final class EventRace {

    private static final int TURNS = 6;
    private static final int PAIRS = 20;
    private static final int WARM_UP = 10;
    private static final int WARM_UP_AT_FIRST = 150;
    private static final long PATIENCE_SECONDS = 60;
    private static final double MICROSECOND = 1e3;

    /** {@code virDomainEventType}. */
    private static final String SUSPENDED = "3";

    private static final String RESUMED = "4";

    private final String uri;
    private final Domain domain;
    private final String name;
    private final Path program;
    private final Samples ours = new Samples();
    private final Samples inC = new Samples();

    /** @param domain one that runs */
    EventRace(String uri, Domain domain, Path program) {
        this.uri = uri;
        this.domain = domain;
        this.name = domain.name(); // a handle asks the host for it
        this.program = program;
    }

    Result run() throws IOException, InterruptedException {
        for (int turn = 0; turn < TURNS; turn++) {
            ours(turn == 0 ? WARM_UP_AT_FIRST : WARM_UP);
            inC();
        }
        return Result.atMost(
                "event, from its cause to a listener, to a loop in C",
                ours.median() / MICROSECOND,
                inC.median() / MICROSECOND,
                "us",
                1.2,
                1.2);
    }

    private record Heard(Change change, long at) {}

    private void ours(int warmUp) throws InterruptedException {
        BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        try (Hypervisor listening = Hypervisors.connect(uri);
                Subscription subscription = listening.subscribe(event -> {
                    if (event instanceof DomainLifecycleEvent life
                            && life.name().equals(name)) {
                        heard.add(new Heard(life.change(), System.nanoTime()));
                    }
                })) {
            for (int i = 0; i < warmUp + PAIRS; i++) {
                long pair = ours(heard, true) + ours(heard, false);
                if (i >= warmUp) {
                    ours.add(pair / 2);
                }
            }
        }
    }

    private long ours(BlockingQueue<Heard> heard, boolean pause) throws InterruptedException {
        long began = cause(pause);
        Heard event = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null || event.change() != (pause ? Change.SUSPENDED : Change.RESUMED)) {
            throw new IllegalStateException("an event was not heard: " + event);
        }
        return event.at() - began;
    }

    private void inC() throws IOException {
        try (NativeProgram listening = NativeProgram.start(program, uri)) {
            listening.answer();
            for (int i = 0; i < WARM_UP + PAIRS; i++) {
                long pair = inC(listening, true) + inC(listening, false);
                if (i >= WARM_UP) {
                    inC.add(pair / 2);
                }
            }
        }
    }

    private long inC(NativeProgram listening, boolean pause) {
        long began = cause(pause);
        String[] event = listening.answer();
        while (!event[2].equals(name)) {
            event = listening.answer();
        }
        if (!event[1].equals(pause ? SUSPENDED : RESUMED)) {
            throw new IllegalStateException("another event was heard: " + event[1]);
        }
        return Long.parseLong(event[0]) - began;
    }

    /** Both clocks are Linux' monotonic one. */
    private long cause(boolean pause) {
        long began = System.nanoTime();
        if (pause) {
            domain.suspend();
        } else {
            domain.resume();
        }
        return began;
    }
}
