package org.anfitrion.api;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.StorageFacet;
import org.jspecify.annotations.Nullable;

/**
 * A disk image in a pool. A handle: holds nothing, may be kept and shared, and goes on to name the volume when that
 * is gone.
 */
public final class Volume {

    private final FacetHandle<StorageFacet> facet;
    private final VolumeId id;

    Volume(FacetHandle<StorageFacet> facet, VolumeId id) {
        this.facet = facet;
        this.id = Objects.requireNonNull(id, "id");
    }

    /**
     * Returns the volume's identity: its pool and its name in there.
     *
     * @return the identity
     */
    public VolumeId id() {
        return id;
    }

    /**
     * Returns the pool that it is in.
     *
     * @return the pool
     */
    public StoragePool pool() {
        return new StoragePool(facet, id.pool());
    }

    /**
     * Asks for all facts.
     *
     * @return the facts, as they are now
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public VolumeInfo info() {
        return lookUp().orElseThrow(() ->
                new NotFoundException(Failure.to("look up", id.toString()).because("there is no such volume")));
    }

    /**
     * Tells whether it is there.
     *
     * @return true if it is
     */
    public boolean exists() {
        return lookUp().isPresent();
    }

    /**
     * Describes a hard disk on it. Asks for its format.
     *
     * @return the description of the disk
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public DiskSpec disk() {
        return DiskSpec.volume(id.pool(), id.name(), info().format());
    }

    /**
     * Describes a volume that lies thinly over this one: what is not written in it is read from here. This one must
     * not be changed any more.
     *
     * @param name the name of the new one
     * @return the description, for {@link StoragePool#create}
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public VolumeSpec overlay(String name) {
        VolumeInfo base = info();
        return VolumeSpec.qcow2(name, base.capacity()).backing(new Backing(base.path(), base.format()));
    }

    /**
     * Makes a volume with the same content.
     *
     * @param pool where it goes
     * @param spec name, format and capacity of the copy; at least the capacity of this one
     * @return results in the copy; cancelled or failed, there is none
     */
    public Job<Volume> copyTo(StoragePool pool, VolumeSpec spec) {
        return facet.job(
                "volume.copy",
                Feature.VOLUME_COPY,
                "copy",
                id.toString(),
                (storage, progress) -> pool.volume(
                        storage.copy(id, pool.name(), spec, progress).id().name()));
    }

    /**
     * Makes it larger.
     *
     * @param capacity its new size as a guest sees it
     * @return results in the facts; fails with {@link org.anfitrion.api.error.InvalidSpecException} if that were
     * smaller
     */
    public Job<VolumeInfo> resize(DataSize capacity) {
        return resize(capacity, false);
    }

    /**
     * Makes it smaller, and lets go what is at its end.
     *
     * @param capacity its new size as a guest sees it
     * @return results in the facts
     */
    public Job<VolumeInfo> shrink(DataSize capacity) {
        return resize(capacity, true);
    }

    /**
     * Overwrites it, so that it reads as zeros.
     *
     * @return results in the facts
     */
    public Job<VolumeInfo> wipe() {
        return facet.job("volume.wipe", Feature.VOLUME_WIPE, "wipe", id.toString(), (storage, progress) -> {
            storage.wipe(id, progress);
            return info();
        });
    }

    /**
     * Deletes it.
     *
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public void delete() {
        facet.run("volume.delete", Feature.STORAGE, storage -> storage.delete(id));
    }

    /**
     * Copies its image to a file of this machine; holes stay holes where the file system has them. The file appears
     * when it is complete.
     *
     * @param file where it goes; what is there is replaced
     * @return results in the file; cancelled or failed, there is none
     */
    public Job<Path> download(Path file) {
        return facet.readJob(
                "volume.download", Feature.VOLUME_STREAMS, "download", id.toString(), (storage, progress) -> {
                    VolumeTransfer.download(storage, id, file, progress);
                    return file;
                });
    }

    /**
     * Replaces its content by that of a file of this machine; blocks of zeros become holes.
     *
     * @param file what to send
     * @return results in this volume; cancelled or failed, its content is undefined
     */
    public Job<Volume> upload(Path file) {
        return facet.job("volume.upload", Feature.VOLUME_STREAMS, "upload to", id.toString(), (storage, progress) -> {
            VolumeTransfer.upload(storage, id, file, progress);
            return this;
        });
    }

    /**
     * Opens its image for reading, as it lies in its pool.
     *
     * @return the bytes; the caller closes it
     */
    public VolumeReader read() {
        return facet.read(
                "volume.read", Feature.VOLUME_STREAMS, storage -> storage.download(id, 0, OptionalLong.empty()));
    }

    /**
     * Opens its image for new content, from its beginning.
     *
     * @return where the bytes go; the caller finishes and closes it
     */
    public VolumeWriter write() {
        return facet.change(
                "volume.write", Feature.VOLUME_STREAMS, storage -> storage.upload(id, 0, OptionalLong.empty()));
    }

    private Job<VolumeInfo> resize(DataSize capacity, boolean shrink) {
        return facet.job(
                "volume.resize",
                Feature.VOLUME_RESIZE,
                "resize",
                id.toString(),
                (storage, progress) -> storage.resize(id, capacity, shrink, progress));
    }

    private Optional<VolumeInfo> lookUp() {
        return facet.read("volume.info", Feature.STORAGE, storage -> storage.volume(id));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Volume that && facet.host().equals(that.facet.host()) && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(facet.host(), id);
    }

    @Override
    public String toString() {
        return id + " on " + facet.host();
    }
}
