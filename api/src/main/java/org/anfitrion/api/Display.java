package org.anfitrion.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.DisplayFacet;

/**
 * The screen and keyboard of a guest.
 *
 * <pre>{@code
 * Files.write(Path.of("web.png"), web.display().screenshot().bytes());
 * web.display().press(KeyCode.LEFT_CONTROL, KeyCode.LEFT_ALT, KeyCode.DELETE);
 * }</pre>
 */
public final class Display {

    private static final Duration HOLD = Duration.ofMillis(100);

    private final Domain domain;
    private final FacetHandle<DisplayFacet> facet;

    Display(Domain domain) {
        this.domain = domain;
        this.facet = new FacetHandle<>(domain.host(), DisplayFacet.class);
    }

    /**
     * Tells where the screen can be seen.
     *
     * @return one for each display of the description, in that order
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     */
    public List<DisplayAddress> addresses() {
        return facet.read("display.addresses", Feature.DISPLAY, displays -> displays.displays(domain.id()));
    }

    /**
     * Sets what viewers have to know from now on.
     *
     * @param protocol of which display
     * @param password the password
     */
    public void password(DisplayProtocol protocol, Password password) {
        facet.run(
                "display.password",
                Feature.DISPLAY_PASSWORD,
                displays -> displays.password(domain.id(), protocol, password, Optional.empty()));
    }

    /**
     * Takes a picture of the first screen.
     *
     * @return the picture and its type
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     */
    public Screenshot screenshot() {
        return facet.read("display.screenshot", Feature.SCREENSHOT, displays -> displays.screenshot(domain.id(), 0));
    }

    /**
     * Presses keys together for a tenth of a second.
     *
     * @param keys the keys
     * @throws org.anfitrion.api.error.InvalidSpecException if there is none
     */
    public void press(KeyCode... keys) {
        facet.run("display.press", Feature.SEND_KEYS, displays -> displays.sendKeys(domain.id(), List.of(keys), HOLD));
    }
}
