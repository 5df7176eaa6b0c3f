package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The screen and keyboard of a guest. */
class DisplayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Hypervisor host;
    private static Domain domain;

    @BeforeAll
    static void aGuestRuns() {
        Lab lab = Lab.raised();
        Assumptions.assumeTrue(
                lab.unobtainable().isEmpty(), () -> lab.unobtainable().orElse(""));
        host = Hypervisors.connect(Home.in(lab).uri());
        DomainSpec spec = LabGuests.onDvd(lab)
                .apply(DomainSpec.named("a screen").memory(DataSize.mebibytes(64)))
                .display(DisplaySpec.vnc().password(Password.of("first")))
                .build();
        domain = host.domains().define(spec);
        assertThrows(InvalidStateException.class, () -> domain.display().addresses());
        domain.start();
        domain.console().expect("READY", PATIENCE);
    }

    @AfterAll
    static void theEnd() {
        if (host != null) {
            try (Hypervisor open = host) {
                if (domain != null) {
                    domain.destroy();
                }
            }
        }
    }

    @Test
    void aScreenshotCanBeDecoded() throws IOException {
        Screenshot picture = domain.display().screenshot();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
        assertNotNull(image, "no picture");
        assertTrue(image.getWidth() >= 320 && image.getHeight() >= 200, image::toString);
    }

    @Test
    void keysThatArePressedTogetherAreHeardInTheirOrder() {
        domain.display().press(KeyCode.LEFT_CONTROL, KeyCode.LEFT_ALT, KeyCode.DELETE);
        for (String heard :
                new String[] {"KEY 1d", "KEY 38", "KEY e0", "KEY 53", "KEY e0", "KEY d3", "KEY b8", "KEY 9d"}) {
            domain.console().expect(heard, PATIENCE);
        }
    }

    @Test
    void aViewerFindsTheDisplayAndNeedsThePasswordThatWasSetLast() {
        DisplayAddress address = domain.display().addresses().get(0);
        assertEquals(DisplayProtocol.VNC, address.protocol());
        assertTrue(VncViewer.isLetIn(address, "first"), "the password of the description");
        domain.display().password(DisplayProtocol.VNC, Password.of("second"));
        DisplayAddress now = domain.display().addresses().get(0);
        assertTrue(VncViewer.isLetIn(now, "second"), "the new password");
        assertFalse(VncViewer.isLetIn(now, "first"), "the old password still holds");
    }
}
