package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.secret.Password;
import org.jspecify.annotations.Nullable;

/** The displays of one run of a domain, and the keys that were pressed in it. Used under the host's lock only. */
final class Screens {

    private final List<DisplaySpec> displays;
    private final List<Integer> ports;
    private final Map<DisplayProtocol, Lock> locks = new HashMap<>(0);
    private final List<List<KeyCode>> keys = new ArrayList<>(0);

    Screens(DomainSpec spec, List<Integer> ports) {
        this.displays = spec.displays();
        this.ports = List.copyOf(ports);
        for (DisplaySpec display : displays) {
            display.password().ifPresent(password -> locks.put(display.protocol(), new Lock(password, null)));
        }
    }

    List<Integer> ports() {
        return ports;
    }

    boolean has(DisplayProtocol protocol) {
        return displays.stream().anyMatch(display -> display.protocol().equals(protocol));
    }

    /** There is one screen, however many displays show it; without any there is nothing to show. */
    int count() {
        return displays.isEmpty() ? 0 : 1;
    }

    List<DisplayAddress> addresses() {
        List<DisplayAddress> addresses = new ArrayList<>(displays.size());
        for (int i = 0; i < displays.size(); i++) {
            DisplaySpec display = displays.get(i);
            addresses.add(new DisplayAddress(
                    display.protocol(),
                    Optional.of(display.listen()),
                    OptionalInt.of(ports.get(i)),
                    OptionalInt.empty(),
                    Optional.empty()));
        }
        return addresses;
    }

    void lock(DisplayProtocol protocol, Password password, Optional<Duration> validity, Instant now) {
        locks.put(protocol, new Lock(password, validity.map(now::plus).orElse(null)));
    }

    /** Tells whether a viewer that knows a password may look. Once it has expired nobody may. */
    boolean letsIn(DisplayProtocol protocol, Password password, Instant now) {
        Lock lock = locks.get(protocol);
        return has(protocol)
                && (lock == null
                        || (lock.password.equals(password) && (lock.until == null || now.isBefore(lock.until))));
    }

    void press(List<KeyCode> together) {
        keys.add(together);
    }

    List<List<KeyCode>> keys() {
        return List.copyOf(keys);
    }

    private record Lock(Password password, @Nullable Instant until) {}
}
