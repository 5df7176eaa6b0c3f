package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;
import org.anfitrion.api.Domain;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.secret.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The screen and keyboard of a real guest. */
class DisplayIT {

    private static final int VNC_AUTHENTICATION = 2;

    @RegisterExtension
    static final EmbeddedHost HOST = new EmbeddedHost();

    private static Domain domain;

    @BeforeAll
    static void boot() {
        domain = HOST.start("screen", spec -> spec.boot(Lab.raised().guestWithAgent("lab.keys=on"))
                .display(DisplaySpec.vnc().password(Password.of("first"))));
    }

    @Test
    void aScreenshotCanBeDecoded() throws IOException {
        Screenshot picture = domain.display().screenshot();
        assertEquals("image/png", picture.mediaType());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
        assertNotNull(image, "no picture");
        assertTrue(image.getWidth() >= 320 && image.getHeight() >= 200, image::toString);
    }

    @Test
    void keysThatArePressedTogetherAreHeardTogether() {
        domain.display().press(KeyCode.LEFT_CONTROL, KeyCode.LEFT_ALT, KeyCode.DELETE);
        for (String event : new String[] {"KEY 29 1", "KEY 56 1", "KEY 111 1", "KEY 111 0"}) {
            domain.console().expect(event, EmbeddedHost.PATIENCE);
        }
    }

    @Test
    void aViewerFindsTheDisplayAndNeedsThePasswordThatWasSetLast() throws Exception {
        DisplayAddress address = domain.display().addresses().get(0);
        assertEquals(DisplayProtocol.VNC, address.protocol());
        assertTrue(lets(address, "first"), "the password of the description");

        domain.display().password(DisplayProtocol.VNC, Password.of("second"));
        assertTrue(lets(address, "second"), "the new password");
        assertTrue(!lets(address, "first"), "the old password still holds");
    }

    @Test
    void aDisplayThatWasStartedWithoutAPasswordCannotGetOne() {
        Domain open = HOST.start("open", spec -> spec.boot(Lab.raised().guest()).display(DisplaySpec.vnc()));
        assertThrows(
                InvalidStateException.class, () -> open.display().password(DisplayProtocol.VNC, Password.of("late")));
        assertThrows(
                NotFoundException.class, () -> open.display().password(DisplayProtocol.SPICE, Password.of("late")));
        open.destroy();
        assertThrows(NotFoundException.class, () -> open.display().addresses());
    }

    /** RFC 6143, 7.1 and 7.2.2: whether the server lets somebody in who knows a password. */
    private static boolean lets(DisplayAddress address, String password) throws IOException, GeneralSecurityException {
        try (Socket socket = new Socket(
                        address.host().orElse("127.0.0.1"), address.port().getAsInt());
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            assertTrue(new String(in.readNBytes(12), StandardCharsets.US_ASCII).startsWith("RFB 003"));
            out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
            byte[] types = in.readNBytes(in.readUnsignedByte());
            assertTrue(Arrays.equals(types, new byte[] {VNC_AUTHENTICATION}), () -> Arrays.toString(types));
            out.write(VNC_AUTHENTICATION);
            Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key(password), "DES"));
            out.write(cipher.doFinal(in.readNBytes(16)));
            return in.readInt() == 0;
        }
    }

    /** Eight bytes of the password, each with its bits the other way round. */
    private static byte[] key(String password) {
        byte[] key = Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), 8);
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (Integer.reverse(key[i]) >>> 24);
        }
        return key;
    }
}
