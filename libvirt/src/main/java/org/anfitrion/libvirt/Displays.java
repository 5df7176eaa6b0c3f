package org.anfitrion.libvirt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.PictureStream;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.DisplayFacet;
import org.libvirt.jna.CString;

/** The screens and keyboards of running domains. Thread-safe. */
final class Displays implements DisplayFacet {

    /** What is done with a running domain. */
    @FunctionalInterface
    private interface Work<T> {
        T on(WireConnection wire, DomainReference domain, Attempt attempt);
    }

    private static final int SECURE = 1;
    private static final int LIVE = 1;
    /** {@code VIR_KEYCODE_SET_LINUX}: the codes are the kernel's. */
    private static final int LINUX = 0;
    /** {@code VIR_DOMAIN_SEND_KEY_MAX_KEYS}. */
    private static final int MOST_KEYS = 16;

    private final Calls calls;
    private final Dialect dialect;

    Displays(Calls calls, Dialect dialect) {
        this.calls = calls;
        this.dialect = dialect;
    }

    @Override
    public List<DisplayAddress> displays(DomainId id) {
        Attempt attempt = new Attempt("find the displays of", "domain " + id, false);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(
                attempt,
                wire -> running(
                        wire,
                        uuid,
                        attempt,
                        (same, domain, named) -> dialect.displayAddresses(xml(wire, domain, 0, named))));
    }

    private static <T> T running(WireConnection wire, UUID uuid, Attempt attempt, Work<T> work) {
        try (DomainReference domain = wire.domain(uuid, attempt)) {
            if (Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), attempt) == 0) {
                throw new InvalidStateException(attempt.failure().because("the domain does not run"));
            }
            return work.on(wire, domain, attempt);
        }
    }

    private static String xml(WireConnection wire, DomainReference domain, int flags, Attempt attempt) {
        CString xml = wire.library().virDomainGetXMLDesc(domain.pointer(), flags);
        if (xml == null) {
            throw wire.failed(attempt);
        }
        return xml.toString();
    }

    @Override
    public void password(DomainId id, DisplayProtocol protocol, Password password, Optional<Duration> validity) {
        Attempt attempt = new Attempt("set the password of", "display " + protocol + " of domain " + id, true);
        Optional<Instant> until = validity.map(Instant.now()::plus);
        change(attempt, id, (wire, domain, named) -> {
            String device = dialect.displayWithPassword(xml(wire, domain, SECURE, named), protocol, password, until)
                    .orElseThrow(
                            () -> new NotFoundException(named.failure().because("the domain has no such display")));
            return wire.library().virDomainUpdateDeviceFlags(domain.pointer(), device, LIVE);
        });
    }

    private void change(Attempt attempt, DomainId id, Work<Integer> work) {
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        calls.change(attempt, wire -> Inventory.check(wire, running(wire, uuid, attempt, work), attempt));
    }

    @Override
    public Screenshot screenshot(DomainId id, int screen) {
        Attempt attempt = new Attempt("take a picture of", "screen " + screen + " of domain " + id, false);
        // libvirt lets nobody look on a read-only connection.
        calls.checkWritable(attempt);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.change(
                attempt,
                wire -> running(
                        wire, uuid, attempt, (same, domain, named) -> PictureStream.take(wire, domain, screen, named)));
    }

    @Override
    public void sendKeys(DomainId id, List<KeyCode> keys, Duration hold) {
        Attempt attempt = new Attempt("press keys of", "domain " + id, true);
        calls.checkWritable(attempt);
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw InvalidSpecException.of("keys", keys, "from 1 to " + MOST_KEYS + " can be pressed together");
        }
        int[] codes = keys.stream().mapToInt(KeyCode::code).toArray();
        int milliseconds = (int) Math.max(0, Math.min(hold.toMillis(), Integer.MAX_VALUE));
        change(attempt, id, (wire, domain, named) -> wire.library()
                .virDomainSendKey(domain.pointer(), LINUX, milliseconds, codes, codes.length, 0));
    }
}
