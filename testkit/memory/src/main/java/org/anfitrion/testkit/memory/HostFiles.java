package org.anfitrion.testkit.memory;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;

/** The image files of a host, to prepare and to look at. Thread-safe. */
public final class HostFiles {

    private final HostModel model;

    HostFiles(HostModel model) {
        this.model = model;
    }

    /**
     * Puts an image there, in the place of another if there is one.
     *
     * @param path its absolute path
     * @param format its format
     * @param content what it reads as
     * @return these files
     */
    public HostFiles put(String path, DiskFormat format, byte[] content) {
        Objects.requireNonNull(format, "format");
        ImageContent bytes = ImageContent.of(content);
        Call call = Call.on(Operation.STORAGE_UPLOAD, "image '" + path + "'");
        model.locked(() -> {
            model.images().delete(path);
            return model.images().create(path, format, bytes, call);
        });
        return this;
    }

    /**
     * Reads an image as a guest does.
     *
     * @param path its absolute path
     * @return its content; empty if it is not there
     */
    public Optional<byte[]> read(String path) {
        Call call = Call.on(Operation.STORAGE_DOWNLOAD, "image '" + path + "'");
        return model.locked(() -> model.images().find(path).map(image -> {
            ImageContent content = model.images().content(image, call);
            return content.read(0, Math.toIntExact(content.capacity()));
        }));
    }

    /**
     * Writes to an image as a guest does: others that lie over it or under it keep what they have of their own.
     *
     * @param path its absolute path
     * @param content what is written at its beginning
     * @return these files
     * @throws org.anfitrion.api.error.NotFoundException if there is no such image
     */
    public HostFiles write(String path, byte[] content) {
        Call call = Call.on(Operation.STORAGE_UPLOAD, "image '" + path + "'");
        model.locked(() -> {
            model.images().write(model.images().require(path, call), 0, ByteBuffer.wrap(content), call);
            return true;
        });
        return this;
    }
}
