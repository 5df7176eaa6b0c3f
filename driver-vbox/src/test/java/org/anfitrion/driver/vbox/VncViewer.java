package org.anfitrion.driver.vbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.anfitrion.api.display.DisplayAddress;

/** Knocks at a display as a viewer does. Source: RFC 6143, 7.1.2 and 7.2.2. */
final class VncViewer {

    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BY_PASSWORD = 2;

    private VncViewer() {}

    /** Tells whether a password opens the display. */
    static boolean isLetIn(DisplayAddress address, String password) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(
                    address.host().orElseThrow(), address.port().orElseThrow()));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readNBytes(VERSION.length);
            out.write(VERSION);
            byte[] kinds = in.readNBytes(in.readUnsignedByte());
            if (kinds.length != 1 || kinds[0] != BY_PASSWORD) {
                throw new AssertionError("it asks for no password, but " + Arrays.toString(kinds));
            }
            out.write(BY_PASSWORD);
            out.write(answer(in.readNBytes(16), password));
            return in.readInt() == 0;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(address + ": " + e, e);
        }
    }

    private static byte[] answer(byte[] challenge, String password) throws GeneralSecurityException {
        byte[] key = Arrays.copyOf(password.getBytes(StandardCharsets.ISO_8859_1), 8);
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (Integer.reverse(key[i]) >>> 24); // VNC has its bits the other way round
        }
        Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
        return cipher.doFinal(challenge);
    }
}
