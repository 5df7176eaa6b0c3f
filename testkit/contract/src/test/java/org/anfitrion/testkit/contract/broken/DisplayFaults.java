package org.anfitrion.testkit.contract.broken;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the display facet. */
final class DisplayFaults {

    private DisplayFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.DSP_1, "every screen is the first", DisplayFacet.class, sound -> new Object() {
                    public List<DisplayAddress> displays(DomainId id) {
                        return sound.displays(id).stream()
                                .map(address -> new DisplayAddress(
                                        address.protocol(),
                                        address.host(),
                                        OptionalInt.of(5900),
                                        OptionalInt.empty(),
                                        Optional.empty()))
                                .toList();
                    }
                }),
                Fault.facet(Rule.DSP_2, "pictures are cut off", DisplayFacet.class, sound -> new Object() {
                    public Screenshot screenshot(DomainId id, int screen) {
                        Screenshot whole = sound.screenshot(id, screen);
                        byte[] bytes = whole.bytes();
                        return new Screenshot(whole.mediaType(), Arrays.copyOf(bytes, bytes.length / 2));
                    }
                }),
                Fault.facet(Rule.DSP_2, "a pixmap is called PNG", DisplayFacet.class, sound -> new Object() {
                    public Screenshot screenshot(DomainId id, int screen) {
                        sound.screenshot(id, screen);
                        return new Screenshot("image/png", new byte[] {'P', '6', ' ', '1', ' ', '1', ' ', '9', ' '});
                    }
                }),
                Fault.facet(Rule.DSP_3, "a message tells the password", DisplayFacet.class, sound -> new Object() {
                    public void password(
                            DomainId id, DisplayProtocol protocol, Password password, Optional<Duration> validity) {
                        try {
                            sound.password(id, protocol, password, validity);
                        } catch (NotFoundException e) {
                            throw new NotFoundException(Failure.to("set password", password.reveal())
                                    .because("there is no " + protocol + " display"));
                        }
                    }
                }),
                Fault.facet(Rule.DSP_4, "keys are pressed one by one", DisplayFacet.class, sound -> new Object() {
                    public void sendKeys(DomainId id, List<KeyCode> keys, Duration hold) {
                        if (keys.isEmpty()) {
                            sound.sendKeys(id, keys, hold);
                        }
                        keys.forEach(key -> sound.sendKeys(id, List.of(key), hold));
                    }
                }),
                Fault.facet(Rule.DSP_5, "any screen will do", DisplayFacet.class, sound -> new Object() {
                    public Screenshot screenshot(DomainId id, int screen) {
                        return sound.screenshot(id, 0);
                    }
                }));
    }
}
