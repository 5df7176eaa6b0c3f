package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link DisplayFacet}, for rules that hold for all calls. */
final class DisplayCalls {

    private DisplayCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, DisplayFacet facet, DomainId id) {
        Target on = new Target.OfDomain(id);
        return List.of(
                Call.of(Feature.DISPLAY, on, () -> facet.displays(id)),
                Call.of(Feature.SCREENSHOT, on, () -> facet.screenshot(id, 0)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, DisplayFacet facet, DomainId off, DomainId on) {
        Target target = new Target.OfDomain(on);
        return List.of(
                Call.of(
                        Feature.DISPLAY_PASSWORD,
                        target,
                        () -> facet.password(on, DisplayProtocol.VNC, Password.of("secret"), Optional.empty())),
                Call.of(
                        Feature.SEND_KEYS,
                        target,
                        () -> facet.sendKeys(on, List.of(KeyCode.ENTER), Duration.ofMillis(10))));
    }
}
