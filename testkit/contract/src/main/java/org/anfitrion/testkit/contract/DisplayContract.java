package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of {@link DisplayFacet}: {@code DSP}. */
public interface DisplayContract extends Contract {

    /**
     * A viewer is told where to look.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DSP_1)
    default void theDisplaysOfARunningDomainHaveTheirPorts(Bench bench) {
        DisplayFacet facet = bench.facet(DisplayFacet.class, Feature.DISPLAY);
        DomainInfo off = define(bench);
        bench.questions()
                .refused(
                        InvalidStateException.class,
                        Feature.DISPLAY,
                        new Target.OfDomain(off.id()),
                        () -> facet.displays(off.id()));
        DomainId one = bench.power(off.id(), PowerAction.START).id();
        DomainId other = bench.power(define(bench).id(), PowerAction.START).id();
        List<DisplayAddress> first = displays(bench, facet, one);
        List<DisplaySpec> described =
                bench.domains().read(one, View.LIVE).spec().displays();
        assertEquals(
                described.stream().map(DisplaySpec::protocol).toList(),
                first.stream().map(DisplayAddress::protocol).toList(),
                "the displays");
        for (DisplayAddress address : first) {
            assertTrue(
                    address.port().isPresent()
                            || address.tlsPort().isPresent()
                            || address.socket().isPresent(),
                    () -> "nobody can find " + address);
        }
        assertNotEquals(first, displays(bench, facet, other), "two domains are seen in the same place");
    }

    private static DomainSpec spec(Bench bench) {
        GuestScreen screen = bench.backend().fixture(GuestScreen.class);
        return screen.domain()
                .apply(bench.spec().toBuilder())
                .display(screen.display())
                .build();
    }

    private static DomainInfo define(Bench bench) {
        return bench.define(spec(bench));
    }

    private static DomainId running(Bench bench) {
        return bench.power(define(bench).id(), PowerAction.START).id();
    }

    private static List<DisplayAddress> displays(Bench bench, DisplayFacet facet, DomainId id) {
        return bench.perform(Feature.DISPLAY, new Target.OfDomain(id), () -> facet.displays(id));
    }

    /**
     * A screenshot can be shown.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DSP_2)
    default void aScreenshotIsAPictureOfTheTypeThatItSays(Bench bench) {
        DisplayFacet facet = bench.facet(DisplayFacet.class, Feature.SCREENSHOT);
        DomainId id = running(bench);
        Screenshot[] picture = new Screenshot[1];
        boolean shown = Eventually.holds(bench.backend().patience(), () -> {
            picture[0] = bench.perform(Feature.SCREENSHOT, new Target.OfDomain(id), () -> facet.screenshot(id, 0));
            return PictureType.isComplete(picture[0]);
        });
        assertTrue(shown, () -> picture[0] + " is no such picture, or not a whole one");
    }

    /**
     * A password stays secret.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DSP_3)
    default void aPasswordIsInNoText(Bench bench) {
        DisplayFacet facet = bench.facet(DisplayFacet.class, Feature.DISPLAY_PASSWORD);
        GuestScreen screen = bench.backend().fixture(GuestScreen.class);
        // No longer than VNC's authentication allows.
        String secret = "Xq7zW4kp";
        Password password = Password.of(secret);
        DomainSpec spec = screen.domain()
                .apply(bench.spec().toBuilder())
                .display(screen.display().password(password))
                .build();
        List<String> texts = new ArrayList<>();
        DomainId id = bench.define(spec).id();
        Described<DomainSpec> base = bench.read(id);
        texts.add(base.toString());
        texts.add(base.spec().toString());
        if (!bench.session()
                .support(Feature.UPDATE_CONFIG, new Target.OfDomain(id))
                .isNo()) {
            DomainSpec without =
                    base.spec().toBuilder().displays(List.of(screen.display())).build();
            Applied applied = bench.update(id, base, without);
            texts.add(applied.toString());
            texts.add(bench.update(id, bench.read(id), base.spec()).toString());
        }
        bench.power(id, PowerAction.START);
        texts.add(bench.domains().read(id, View.LIVE).toString());
        bench.perform(Feature.DISPLAY_PASSWORD, new Target.OfDomain(id), () -> {
            facet.password(id, screen.display().protocol(), password, Optional.empty());
            return true;
        });
        texts.add(bench.domains().read(id, View.LIVE).toString());
        HypervisorException thrown = assertThrows(
                HypervisorException.class,
                () -> facet.password(id, new DisplayProtocol("absent"), password, Optional.empty()));
        texts.add(thrown.toString());
        assertAll(texts.stream().map(text -> () -> assertFalse(text.contains(secret), () -> "it is in: " + text)));
    }

    /**
     * Keys are pressed as they were asked for.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DSP_4)
    default void keysReachTheGuestInTheirOrder(Bench bench) {
        DisplayFacet facet = bench.facet(DisplayFacet.class, Feature.SEND_KEYS);
        GuestScreen screen = bench.backend().fixture(GuestScreen.class);
        DomainInfo domain = define(bench);
        DomainId id = bench.power(domain.id(), PowerAction.START).id();
        Target on = new Target.OfDomain(id);
        Duration hold = Duration.ofMillis(20);
        bench.questions()
                .refused(InvalidSpecException.class, Feature.SEND_KEYS, on, () -> facet.sendKeys(id, List.of(), hold));
        GuestScreen.Keyboard keyboard = screen.keyboard()
                .orElseThrow(() -> Ruling.unknown("no guest that hears keys was given (GuestScreen.keyboard)"));
        assertTrue(
                Eventually.holds(keyboard.within(), () -> keyboard.listens().test(domain.name())),
                "the guest does not listen");
        List<List<KeyCode>> pressed = List.of(
                List.of(KeyCode.SPACE),
                List.of(KeyCode.LEFT_CONTROL, KeyCode.LEFT_ALT, KeyCode.DELETE),
                List.of(KeyCode.ESCAPE));
        for (List<KeyCode> together : pressed) {
            bench.perform(Feature.SEND_KEYS, on, () -> {
                facet.sendKeys(id, together, hold);
                return true;
            });
        }
        Eventually.holds(
                keyboard.within(), () -> keyboard.pressed().apply(domain.name()).size() >= pressed.size());
        assertEquals(pressed, keyboard.pressed().apply(domain.name()), "what the guest heard");
    }

    /**
     * Only what is there can be looked at.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DSP_5)
    default void aDisplayOrScreenThatIsNotThereSaysSo(Bench bench) {
        DisplayFacet facet = bench.facet(DisplayFacet.class, Feature.DISPLAY);
        DomainId id = running(bench);
        Target on = new Target.OfDomain(id);
        bench.each(List.of(Feature.SCREENSHOT, Feature.DISPLAY_PASSWORD), feature -> bench.questions()
                .refused(NotFoundException.class, feature, on, () -> {
                    if (feature == Feature.SCREENSHOT) {
                        facet.screenshot(id, 77);
                    } else {
                        facet.password(id, new DisplayProtocol("absent"), Password.of("secret"), Optional.empty());
                    }
                }));
    }
}
