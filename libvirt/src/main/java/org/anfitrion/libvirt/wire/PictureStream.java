package org.anfitrion.libvirt.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.error.BackendFailureException;
import org.libvirt.jna.CString;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;

/** A screenshot, which libvirt sends over a stream of its own. The whole is read on the thread that asks. */
public final class PictureStream {

    private static final int BLOCKING = 0;
    private static final int PIECE = 256 * 1024;
    /** More than the largest screen of an emulated card, three bytes a pixel, takes. */
    private static final int MOST = 1 << 28;

    private PictureStream() {}

    /**
     * Takes a picture of a running domain's screen. The caller holds a lease.
     *
     * @param wire where
     * @param domain whose screen
     * @param screen its number
     * @param attempt what for
     * @return the picture and its type
     */
    public static Screenshot take(WireConnection wire, DomainReference domain, int screen, Attempt attempt) {
        StreamPointer created = wire.library().virStreamNew(wire.pointer(), BLOCKING);
        if (created == null) {
            throw wire.failed(attempt);
        }
        try (Reference<StreamPointer> stream = new Reference<>(created, wire.library()::virStreamFree)) {
            CString type = wire.library().virDomainScreenshot(domain.pointer(), stream.pointer(), screen, 0);
            if (type == null) {
                throw wire.failed(attempt);
            }
            boolean whole = false;
            try {
                byte[] bytes = receive(wire, stream.pointer(), attempt);
                if (wire.library().virStreamFinish(stream.pointer()) < 0) {
                    throw wire.failed(attempt);
                }
                whole = true;
                return new Screenshot(type.toString(), bytes);
            } finally {
                if (!whole) {
                    wire.library().virStreamAbort(stream.pointer());
                }
            }
        }
    }

    private static byte[] receive(WireConnection wire, StreamPointer stream, Attempt attempt) {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        byte[] bytes = new byte[PIECE];
        while (picture.size() < MOST) {
            piece.clear();
            int received = wire.library().virStreamRecv(stream, piece, new SizeT(PIECE));
            if (received < 0) {
                throw wire.failed(attempt);
            }
            if (received == 0) {
                return picture.toByteArray();
            }
            piece.get(bytes, 0, received);
            picture.write(bytes, 0, received);
        }
        throw new BackendFailureException(attempt.failure().because("the picture has more than " + MOST + " bytes"));
    }
}
