package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.DisplayFacet;

/** The display facet of a session in memory. */
final class MemoryDisplay implements DisplayFacet {

    private final MemorySession session;

    MemoryDisplay(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<DisplayAddress> displays(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " displays");
    }

    @Override
    public void password(DomainId id, DisplayProtocol protocol, Password password, Optional<Duration> validity) {
        throw new UnsupportedOperationException(session.hostId() + " password");
    }

    @Override
    public Screenshot screenshot(DomainId id, int screen) {
        throw new UnsupportedOperationException(session.hostId() + " screenshot");
    }

    @Override
    public void sendKeys(DomainId id, List<KeyCode> keys, Duration hold) {
        throw new UnsupportedOperationException(session.hostId() + " sendKeys");
    }
}
