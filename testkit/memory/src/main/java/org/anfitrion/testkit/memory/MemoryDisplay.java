package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.DisplayFacet;

/** The display facet of a session in memory. */
final class MemoryDisplay implements DisplayFacet {

    private final MemorySession session;

    MemoryDisplay(MemorySession session) {
        this.session = session;
    }

    private <T> T onRunning(Operation operation, Feature feature, DomainId id, BiFunction<Call, MemoryDomain, T> work) {
        Call call = session.call(operation, id).needing(feature);
        return session.perform(call, () -> {
            MemoryDomain domain = session.model().inventory().require(id, operation);
            if (!domain.isActive()) {
                throw new InvalidStateException(call.failure("it is " + domain.state()));
            }
            return work.apply(call, domain);
        });
    }

    private static Screens screens(MemoryDomain domain) {
        return domain.peripherals().screens();
    }

    @Override
    public List<DisplayAddress> displays(DomainId id) {
        return onRunning(Operation.DISPLAY_DISPLAYS, Feature.DISPLAY, id, (call, domain) -> screens(domain)
                .addresses());
    }

    @Override
    public void password(DomainId id, DisplayProtocol protocol, Password password, Optional<Duration> validity) {
        onRunning(Operation.DISPLAY_PASSWORD, Feature.DISPLAY_PASSWORD, id, (call, domain) -> {
            if (!screens(domain).has(protocol)) {
                throw new NotFoundException(call.failure("it has no " + protocol + " display"));
            }
            if (validity.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
                throw new InvalidSpecException(call.failure("a password holds for some time, not " + validity.get()));
            }
            screens(domain)
                    .lock(protocol, password, validity, session.model().clock().now());
            return true;
        });
    }

    @Override
    public Screenshot screenshot(DomainId id, int screen) {
        return onRunning(Operation.DISPLAY_SCREENSHOT, Feature.SCREENSHOT, id, (call, domain) -> {
            int count = screens(domain).count();
            if (screen < 0 || screen >= count) {
                throw new NotFoundException(call.failure("it has no screen number " + screen + ", it has " + count));
            }
            return session.model().guests().screen(domain.name).orElseGet(() -> Picture.of(domain.name));
        });
    }

    @Override
    public void sendKeys(DomainId id, List<KeyCode> keys, Duration hold) {
        List<KeyCode> together = List.copyOf(keys);
        onRunning(Operation.DISPLAY_SEND_KEYS, Feature.SEND_KEYS, id, (call, domain) -> {
            if (together.isEmpty() || hold.isNegative()) {
                throw new InvalidSpecException(call.failure(
                        together.isEmpty()
                                ? "there are no keys to press"
                                : "keys are held for some time, not " + hold));
            }
            domain.running().press(together);
            return true;
        });
    }
}
