package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.unit.DataSize;

/**
 * Does at random what an application does with a few domains of its own, on a host that goes away now and then, and knows
 * after each step how they have to be: what has an unknown outcome is looked at, and has to be as before or as after it.
 */
final class Walker {

    private static final int DOMAINS = 3;

    /** How a domain is; absent from the map if there is none. */
    private record Life(int mebibytes, boolean running) {}

    private final Hypervisor host;
    private final String prefix;
    private final Random random;
    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<String, StringBuilder> histories = new HashMap<>();
    private int steps;
    private int unknown;

    Walker(Hypervisor host, String prefix, long seed) {
        this.host = host;
        this.prefix = prefix;
        this.random = new Random(seed);
    }

    void walk(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            String name = prefix + random.nextInt(DOMAINS);
            try {
                step(name);
            } catch (HypervisorException e) {
                throw new AssertionError(name + " went " + histories.get(name), e);
            }
            steps++;
        }
    }

    private void note(String name, Object what) {
        histories
                .computeIfAbsent(name, any -> new StringBuilder())
                .append("; ")
                .append(LocalTime.now())
                .append(' ')
                .append(what);
    }

    private void step(String name) {
        Life life = lives.get(name);
        if (life == null) {
            changed(name, new Life(32, false), () -> host.domains().define(spec(name)));
            return;
        }
        Domain domain = host.domains().get(name);
        switch (random.nextInt(6)) {
            case 0 -> assertEquals(lives.keySet(), mine(host), "the domains of " + prefix);
            case 1 -> assertEquals(Optional.of(life.mebibytes()), seen(name).map(Life::mebibytes), name);
            case 2, 3 -> {
                if (life.running()) {
                    changed(name, new Life(life.mebibytes(), false), domain::destroy);
                } else {
                    changed(name, new Life(life.mebibytes(), true), domain::start);
                }
            }
            case 4 -> {
                int memory = 32 + random.nextInt(32);
                changed(
                        name,
                        new Life(memory, life.running()),
                        () -> domain.update(spec -> spec.memory(DataSize.mebibytes(memory))));
            }
            default -> {
                if (life.running()) {
                    domain.describe(View.LIVE);
                } else {
                    changed(name, null, domain::undefine);
                }
            }
        }
    }

    private void changed(String name, Life after, Runnable change) {
        Optional<Life> before = Optional.ofNullable(lives.get(name));
        Optional<Life> now = Optional.ofNullable(after);
        note(name, "to " + now);
        try {
            change.run();
        } catch (ConnectionLostException e) {
            note(name, e);
            unknown += e.outcomeUnknown() ? 1 : 0;
            boolean moved =
                    before.isPresent() && now.isPresent() && before.get().running() != after.running();
            now = moved ? Optional.of(settled(name, before.get())) : seenAgain(name);
            List<Optional<Life>> allowed = moved
                    ? List.of(now)
                    : e.outcomeUnknown() ? List.of(before, Optional.ofNullable(after)) : List.of(before);
            assertTrue(allowed.contains(now), name + " is " + now + ", not one of " + allowed + " after " + e);
        }
        note(name, "is " + now);
        now.ifPresentOrElse(life -> lives.put(name, life), () -> lives.remove(name));
    }

    /** Whether it runs is not certain until the daemon has found its guests again: so it is ended. */
    private Life settled(String name, Life before) {
        while (true) {
            try {
                host.domains().get(name).destroy();
                return new Life(before.mebibytes(), false);
            } catch (ConnectionLostException e) {
                note(name, e);
                unknown += e.outcomeUnknown() ? 1 : 0;
            } catch (InvalidStateException e) {
                note(name, e);
                return new Life(before.mebibytes(), false); // it does not run
            }
        }
    }

    private Optional<Life> seenAgain(String name) {
        Life before = lives.get(name);
        // A guest that the daemon is just finding again may still be said not to run.
        return seen(name).map(life -> new Life(life.mebibytes(), before != null && before.running()));
    }

    private Optional<Life> seen(String name) {
        return host.domains().find(name).map(domain -> {
            long memory = domain.describe(View.CONFIG).spec().memory().maximum().toMebibytes();
            return new Life((int) memory, domain.state().isActive());
        });
    }

    /** Checks at the end that all is as it has to be. */
    void check(Hypervisor fresh) {
        assertEquals(lives.keySet(), mine(fresh), "the domains of " + prefix + " at the end");
        lives.forEach((name, life) -> assertEquals(Optional.of(life), seen(name), name));
    }

    void clear() {
        lives.forEach((name, life) -> {
            Domain domain = host.domains().get(name);
            if (life.running()) {
                domain.destroy();
            }
            domain.undefine();
        });
    }

    private Set<String> mine(Hypervisor where) {
        List<String> names = where.domains().list().stream()
                .map(DomainInfo::name)
                .filter(name -> name.startsWith(prefix))
                .toList();
        Set<String> each = names.stream().collect(Collectors.toCollection(TreeSet::new));
        assertEquals(each.size(), names.size(), () -> "a domain is doubled: " + names);
        return each;
    }

    private static DomainSpec spec(String name) {
        return DomainSpec.named(name).memory(DataSize.mebibytes(32)).build();
    }

    int steps() {
        return steps;
    }

    int unknownOutcomes() {
        return unknown;
    }
}
