package org.anfitrion.spi.support;

import java.nio.file.Path;
import java.util.List;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.spi.Progress;

/**
 * The program that {@link DirectoryStorage} makes, copies and resizes image files with; without another one, it is {@code
 * qemu-img}. What can be done with plain files, such as all of raw images, is done without it. Thread-safe.
 *
 * <p>A file that is handed in is nobody else's until the call returns. A call that fails or is cancelled may leave anything in
 * the files that it was to make: they are thrown away.
 */
public interface ImageTool {

    /**
     * Returns {@code qemu-img}, of Debian's package qemu-utils.
     *
     * @return the tool
     */
    static ImageTool qemuImg() {
        return QemuImg.TOOL;
    }

    /**
     * Tells whether the tool is there and can do something.
     *
     * @param feature one of the features of volumes
     * @return yes, or no with the reason
     */
    Support support(Feature feature);

    /**
     * Makes an image that is not raw: empty, or thin over its backing image.
     *
     * @param file where, an empty file that may be replaced
     * @param spec format, capacity, backing image, and whether it takes all its space at once
     * @param below the images under the backing image, the nearest first, as far as they are known
     * @param attempt what is attempted, for errors
     * @param progress told of the work
     * @throws UnsupportedCapabilityException if the tool cannot make such an image
     */
    void create(Path file, VolumeSpec spec, List<Backing> below, Failure attempt, Progress progress);

    /**
     * Makes an image, without a backing image, that reads as another does. At least one of the two is not raw.
     *
     * @param from the other image
     * @param format its format
     * @param below the images under it, the nearest first, as far as they are known
     * @param to where, an empty file that may be replaced
     * @param spec its format, and whether it takes all its space at once; its capacity is seen to afterwards
     * @param attempt what is attempted, for errors
     * @param progress told of the work
     * @throws UnsupportedCapabilityException if the tool cannot make such an image
     */
    void convert(
            Path from,
            DiskFormat format,
            List<Backing> below,
            Path to,
            VolumeSpec spec,
            Failure attempt,
            Progress progress);

    /**
     * Changes the capacity of an image that is not raw.
     *
     * @param file the image
     * @param format its format
     * @param below the images under it, the nearest first, as far as they are known
     * @param capacity how many bytes
     * @param shrink whether that is less than it has
     * @param attempt what is attempted, for errors
     * @param progress told of the work
     * @throws UnsupportedCapabilityException if the tool cannot change it that way
     */
    void resize(
            Path file,
            DiskFormat format,
            List<Backing> below,
            long capacity,
            boolean shrink,
            Failure attempt,
            Progress progress);

    /**
     * Told before an image is deleted: throws if it is not to be, and forgets it if the tool knows it. Nothing by itself.
     *
     * @param file the image
     * @param format its format
     * @param attempt what is attempted, for errors
     */
    default void forget(Path file, DiskFormat format, Failure attempt) {
        // qemu-img remembers no images
    }

    /**
     * Told before an image takes the place of another: throws if it is not to, and gives it the identity of the other if
     * images have one. Nothing by itself.
     *
     * @param file the image that will be replaced
     * @param by the one that will be there
     * @param format the format of both
     * @param attempt what is attempted, for errors
     */
    default void replace(Path file, Path by, DiskFormat format, Failure attempt) {
        // qemu-img gives images no identity
    }
}
