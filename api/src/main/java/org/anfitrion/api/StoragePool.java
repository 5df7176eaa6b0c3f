package org.anfitrion.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;
import org.jspecify.annotations.Nullable;

/**
 * A storage pool. A handle: holds nothing, may be kept and shared, and goes on to name the pool when that is gone.
 */
public final class StoragePool {

    private final FacetHandle<StorageFacet> facet;
    private final String name;

    StoragePool(FacetHandle<StorageFacet> facet, String name) {
        this.facet = facet;
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Returns the host that the pool is on.
     *
     * @return the connection
     */
    public Hypervisor host() {
        return facet.host();
    }

    /**
     * Returns the pool's name, its identity.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Asks for all facts.
     *
     * @return the facts, as they are now
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public PoolInfo info() {
        return facet.read("pool.info", Feature.STORAGE, storage -> storage.pool(name))
                .orElseThrow(() ->
                        new NotFoundException(Failure.to("look up", toString()).because("there is no such pool")));
    }

    /**
     * Makes the pool usable; its place is made if it is not there.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it is active
     */
    public void start() {
        facet.change("pool.start", Feature.STORAGE, storage -> storage.start(name, true, Progress.unwatched()));
    }

    /**
     * Makes the pool unusable; its volumes stay.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it is not active
     */
    public void stop() {
        facet.change("pool.stop", Feature.STORAGE, storage -> storage.stop(name));
    }

    /**
     * Looks its volumes up again, in case others changed them.
     *
     * @return results in the facts
     */
    public Job<PoolInfo> refresh() {
        return facet.job(
                "pool.refresh",
                Feature.STORAGE,
                "refresh",
                toString(),
                (storage, progress) -> storage.refresh(name, progress));
    }

    /**
     * Sets whether it starts with the host.
     *
     * @param on whether it does
     */
    public void autostart(boolean on) {
        facet.run("pool.autostart", Feature.STORAGE, storage -> storage.autostart(name, on));
    }

    /**
     * Makes the pool unknown. It must not be active; its place stays.
     *
     * @param deleteVolumes whether its volumes are deleted too
     * @throws org.anfitrion.api.error.InvalidStateException if it is active
     */
    public void remove(boolean deleteVolumes) {
        facet.run("pool.remove", Feature.STORAGE, storage -> storage.remove(name, deleteVolumes));
    }

    /**
     * Lists its volumes, in a constant number of round trips.
     *
     * @return the rows, in no particular order
     * @throws org.anfitrion.api.error.InvalidStateException if it is not active
     */
    public List<VolumeInfo> volumes() {
        return facet.read("pool.volumes", Feature.STORAGE, storage -> storage.volumes(name));
    }

    /**
     * Returns the handle of a volume whose name is known. Asks nothing.
     *
     * @param volume its name
     * @return its handle
     * @throws org.anfitrion.api.error.InvalidSpecException if the name cannot be one
     */
    public Volume volume(String volume) {
        return new Volume(facet, new VolumeId(name, volume));
    }

    /**
     * Looks a volume up.
     *
     * @param volume its name, exactly
     * @return its handle, if it is there
     */
    public Optional<Volume> find(String volume) {
        Volume handle = volume(volume);
        return handle.exists() ? Optional.of(handle) : Optional.empty();
    }

    /**
     * Makes a volume.
     *
     * @param spec what it should be
     * @return results in its handle; cancelled or failed, there is no volume
     */
    public Job<Volume> create(VolumeSpec spec) {
        return facet.job(
                "pool.create",
                spec.backing().isPresent() ? Feature.VOLUME_BACKING : Feature.STORAGE,
                "create volume '" + spec.name() + "' in",
                toString(),
                (storage, progress) ->
                        volume(storage.create(name, spec, progress).id().name()));
    }

    /**
     * Makes a volume with the content of a file of this machine, byte by byte. Blocks of zeros become holes.
     *
     * @param file what to send
     * @param volume its name
     * @param format how the file lays its content out
     * @return results in its handle; cancelled or failed, there is no volume
     */
    public Job<Volume> upload(Path file, String volume, DiskFormat format) {
        return facet.job(
                "pool.upload", Feature.VOLUME_STREAMS, "upload " + file + " to", toString(), (storage, progress) -> {
                    VolumeTransfer.create(storage, new VolumeId(name, volume), format, file, progress);
                    return volume(volume);
                });
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoragePool that && facet.host().equals(that.facet.host()) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(facet.host(), name);
    }

    @Override
    public String toString() {
        return "pool '" + name + "'";
    }
}
