package org.anfitrion.testkit.memory;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;

/**
 * The disk images on a host in memory, past all connections: for a test that looks what a program has left in them, or puts
 * something there. An image's content is what a guest sees, whatever the format. Thread-safe.
 */
public final class HostImages {

    private final HostModel model;

    HostImages(HostModel model) {
        this.model = model;
    }

    /**
     * Tells whether there is an image.
     *
     * @param path its absolute path
     * @return true if so
     */
    public boolean exists(String path) {
        return model.locked(() -> model.images().find(path).isPresent());
    }

    /**
     * Reads what a guest would see, through the images below it.
     *
     * @param path its absolute path
     * @param offset from which byte of the content on
     * @param length how many bytes
     * @return the bytes; fewer at the image's end
     * @throws NotFoundException if there is no image, or one below it is gone
     */
    public byte[] read(String path, long offset, int length) {
        Call call = Call.on(Operation.READ, "image '" + path + "'");
        return model.locked(() ->
                model.images().content(model.images().require(path, call), call).read(offset, length));
    }

    /**
     * Writes to an image, which becomes larger if the bytes go beyond its end.
     *
     * @param path its absolute path
     * @param offset from which byte of the content on
     * @param bytes what to write
     * @throws NotFoundException if there is no image
     */
    public void write(String path, long offset, byte[] bytes) {
        Objects.requireNonNull(bytes, "bytes");
        Call call = Call.on(Operation.UPDATE, "image '" + path + "'");
        model.locked(() -> {
            model.images().write(model.images().require(path, call), offset, ByteBuffer.wrap(bytes), call);
            return true;
        });
    }

    /**
     * Deletes an image, used or not. Images that lie on it cannot be read any more.
     *
     * @param path its absolute path
     * @throws NotFoundException if there is no image
     */
    public void delete(String path) {
        model.locked(() -> {
            if (model.images().find(path).isEmpty()) {
                throw new NotFoundException(
                        Failure.to("delete", "image '" + path + "'").because("there is no such image"));
            }
            model.images().delete(path);
            return true;
        });
    }
}
