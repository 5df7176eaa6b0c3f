package org.anfitrion.libvirt.wire;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A UUID as libvirt passes it: 16 raw bytes. */
final class UuidBytes {

    static final int LENGTH = 16;

    private UuidBytes() {}

    static byte[] of(UUID uuid) {
        return ByteBuffer.allocate(LENGTH)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
