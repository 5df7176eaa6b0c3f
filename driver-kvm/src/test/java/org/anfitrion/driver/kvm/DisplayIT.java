package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;
import org.anfitrion.api.Console;
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
        Console console = domain.console();
        for (String event : new String[] {"KEY 29 1", "KEY 56 1", "KEY 111 1", "KEY 111 0"}) {
            console.expect(event, EmbeddedHost.PATIENCE);
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
    void aViewerOfSpiceFindsTheDisplayAndNeedsThePasswordThatWasSetLast() throws Exception {
        Domain spice = HOST.start("spice", spec -> spec.boot(Lab.raised().guest())
                .display(DisplaySpec.spice().password(Password.of("first"))));
        DisplayAddress address = spice.display().addresses().get(0);
        assertEquals(DisplayProtocol.SPICE, address.protocol());
        assertTrue(letsBySpice(address, "first"), "the password of the description");

        spice.display().password(DisplayProtocol.SPICE, Password.of("second"));
        assertTrue(letsBySpice(address, "second"), "the new password");
        assertTrue(!letsBySpice(address, "first"), "the old password still holds");
        spice.destroy();
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

    /** The "Spice protocol", link stage: whether the server lets somebody in to the main channel who knows a password. */
    private static boolean letsBySpice(DisplayAddress address, String password)
            throws IOException, GeneralSecurityException {
        try (Socket socket = new Socket(
                        address.host().orElse("127.0.0.1"), address.port().getAsInt());
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            byte mainChannel = 1;
            int bytesToCome = 18;
            out.write(littleEndian(34)
                    .put("REDQ".getBytes(StandardCharsets.US_ASCII))
                    .putInt(2)
                    .putInt(2)
                    .putInt(bytesToCome)
                    .putInt(0)
                    .put(mainChannel)
                    .put((byte) 0)
                    .putInt(0)
                    .putInt(0)
                    .putInt(bytesToCome)
                    .array());
            int size = ByteBuffer.wrap(in.readNBytes(16))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt(12);
            ByteBuffer reply = ByteBuffer.wrap(in.readNBytes(size)).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(0, reply.getInt(), "the server's error");
            byte[] key = new byte[162];
            reply.get(key);
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)));
            out.write(cipher.doFinal((password + '\0').getBytes(StandardCharsets.US_ASCII)));
            return ByteBuffer.wrap(in.readNBytes(4)).getInt() == 0;
        }
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
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
