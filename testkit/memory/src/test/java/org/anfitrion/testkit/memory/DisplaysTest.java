package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

class DisplaysTest {

    private static final Password OLD = Password.of("old");
    private static final Password NEW = Password.of("new");

    private final GuestClock clock = GuestClock.manual();
    private final MemoryHypervisor host =
            MemoryHypervisor.builder().clock(clock).build();
    private final Bench bench = Bench.on(host);
    private final DisplayFacet facet = bench.session().facet(DisplayFacet.class).orElseThrow();

    private DomainId define(String name, DisplaySpec... displays) {
        return bench.create(
                        Bench.spec(name).toBuilder().displays(List.of(displays)).build(), Creation.DEFINE)
                .id();
    }

    private DomainId started(String name, DisplaySpec... displays) {
        return bench.power(define(name, displays), PowerAction.START).id();
    }

    private List<OptionalInt> ports(DomainId id) {
        return facet.displays(id).stream().map(DisplayAddress::port).toList();
    }

    @Test
    void eachDisplayGetsThePortThatItAsksForOrTheNextFreeOne() {
        DomainId one = started("one", DisplaySpec.vnc(), DisplaySpec.spice().port(5900));
        DomainId two = started("two", DisplaySpec.vnc(), DisplaySpec.spice());
        assertEquals(List.of(OptionalInt.of(5901), OptionalInt.of(5900)), ports(one));
        assertEquals(List.of(OptionalInt.of(5902), OptionalInt.of(5903)), ports(two));
        bench.power(one, PowerAction.DESTROY);
        assertEquals(List.of(OptionalInt.of(5900)), ports(started("three", DisplaySpec.vnc())));
    }

    @Test
    void aPortThatIsInUseIsNotGivenTwice() {
        started("one", DisplaySpec.vnc().port(5950));
        DomainId two = define("two", DisplaySpec.spice(), DisplaySpec.vnc().port(5950));
        assertThrows(ResourceBusyException.class, () -> bench.power(two, PowerAction.START));
        assertEquals(DomainState.SHUT_OFF, bench.state(two));
        assertEquals(
                List.of(OptionalInt.of(5900)), ports(started("three", DisplaySpec.vnc())), "nothing is left behind");
    }

    @Test
    void aPasswordLetsInWhoKnowsItUntilItExpires() {
        GuestScreen screen = host.guest("web").screen();
        DomainId id = started("web", DisplaySpec.vnc().password(OLD), DisplaySpec.spice());
        assertTrue(screen.letsIn(DisplayProtocol.VNC, OLD));
        assertFalse(screen.letsIn(DisplayProtocol.VNC, NEW));
        assertTrue(screen.letsIn(DisplayProtocol.SPICE, NEW), "it asks for nothing");
        assertFalse(screen.letsIn(DisplayProtocol.RDP, NEW), "it is not there");

        facet.password(id, DisplayProtocol.VNC, NEW, Optional.of(Duration.ofMinutes(1)));
        assertFalse(screen.letsIn(DisplayProtocol.VNC, OLD));
        assertTrue(screen.letsIn(DisplayProtocol.VNC, NEW));
        clock.advance(Duration.ofMinutes(1));
        assertFalse(screen.letsIn(DisplayProtocol.VNC, NEW));

        bench.power(id, PowerAction.DESTROY);
        assertFalse(screen.letsIn(DisplayProtocol.SPICE, NEW));
    }

    @Test
    void aScreenshotIsAPngThatOthersCanRead() throws IOException {
        DomainId web = started("web", DisplaySpec.vnc());
        Screenshot shot = facet.screenshot(web, 0);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(shot.bytes()));
        assertEquals(720, image.getWidth());
        assertEquals(400, image.getHeight());
        assertEquals(image.getRGB(0, 0), image.getRGB(719, 399));
        BufferedImage other = ImageIO.read(new ByteArrayInputStream(
                facet.screenshot(started("db", DisplaySpec.vnc()), 0).bytes()));
        assertNotEquals(image.getRGB(0, 0), other.getRGB(0, 0), "each guest has a colour of its own");
    }

    @Test
    void aGuestShowsWhatItWasToldToAndOneWithoutDisplaysNothing() {
        Screenshot picture = new Screenshot("image/bmp", new byte[] {'B', 'M'});
        host.guest("web").screen().shows(picture);
        assertArrayEquals(
                picture.bytes(),
                facet.screenshot(started("web", DisplaySpec.vnc()), 0).bytes());
        DomainId blind = started("blind");
        assertEquals(List.of(), facet.displays(blind));
        assertThrows(NotFoundException.class, () -> facet.screenshot(blind, 0));
    }

    @Test
    void keysReachTheGuestWhenItIsAwakeAndItReacts() {
        host.guest("web").onStart(boot -> {}).screen().onKeys((keys, script) -> {
            if (keys.contains(KeyCode.DELETE)) {
                script.println("rebooting").reboot();
            }
        });
        DomainId id = started("web");
        bench.power(id, PowerAction.SUSPEND);
        facet.sendKeys(id, List.of(KeyCode.ENTER), Duration.ZERO);
        List<KeyCode> together = List.of(KeyCode.LEFT_CONTROL, KeyCode.LEFT_ALT, KeyCode.DELETE);
        facet.sendKeys(id, together, Duration.ZERO);
        clock.advance(Duration.ZERO);
        assertEquals(List.of(), host.guest("web").screen().keys());
        bench.power(id, PowerAction.RESUME);
        clock.advance(Duration.ZERO);
        assertEquals(
                List.of(List.of(KeyCode.ENTER), together),
                host.guest("web").screen().keys());
        assertEquals("rebooting\r\n", bench.output(id));
    }
}
