package org.anfitrion.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.secret.Password;

/**
 * The screen and keyboard of guests.
 *
 * <ul>
 *   <li><b>DSP-1</b> The displays of a running domain are those of its description, with the ports that they have
 *       got. A domain that does not run is InvalidStateException. <i>A viewer is started with them.</i>
 *   <li><b>DSP-2</b> A screenshot is a picture of the type that it says. <i>Somebody shows it in a browser.</i>
 *   <li><b>DSP-3</b> A display's password is in no text but the native configuration: not in that of a description, not
 *       in what an update says it changed, not in a message. <i>All these end in logs.</i>
 *   <li><b>DSP-4</b> Keys reach the guest in the order of the calls, those of one call pressed together. Without keys
 *       it is InvalidSpecException. <i>Control-Alt-Delete is one thing.</i>
 *   <li><b>DSP-5</b> A display or screen that the domain does not have is NotFoundException. <i>There is nothing to
 *       look at.</i>
 * </ul>
 */
public interface DisplayFacet extends Facet {

    /**
     * Tells where a running guest's screen can be seen.
     *
     * @param id which domain
     * @return one for each display of its description, in that order
     */
    List<DisplayAddress> displays(DomainId id);

    /**
     * Sets the password of a running domain's display.
     *
     * @param id which domain
     * @param protocol of which display
     * @param password what viewers have to know from now on
     * @param validity how long it holds, empty for ever
     */
    void password(DomainId id, DisplayProtocol protocol, Password password, Optional<Duration> validity);

    /**
     * Takes a picture of a running guest's screen.
     *
     * @param id which domain
     * @param screen its number, from 0
     * @return the picture
     */
    Screenshot screenshot(DomainId id, int screen);

    /**
     * Presses keys of a running guest.
     *
     * @param id which domain
     * @param keys the keys, pressed together
     * @param hold how long
     */
    void sendKeys(DomainId id, List<KeyCode> keys, Duration hold);
}
