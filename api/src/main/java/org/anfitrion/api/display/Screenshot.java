package org.anfitrion.api.display;

import java.util.Objects;

/** A picture of a guest's screen. Immutable. */
public final class Screenshot {

    private final String mediaType;
    private final byte[] bytes;

    /**
     * Keeps a copy of the picture.
     *
     * @param mediaType the type of the picture, such as {@code image/png} or {@code image/x-portable-pixmap}
     * @param bytes the picture
     */
    public Screenshot(String mediaType, byte[] bytes) {
        this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
        this.bytes = bytes.clone();
    }

    /**
     * Returns the type of the picture.
     *
     * @return such as {@code image/png}
     */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Returns the picture.
     *
     * @return a copy of its bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Screenshot[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
