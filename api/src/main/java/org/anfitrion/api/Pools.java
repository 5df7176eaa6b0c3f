package org.anfitrion.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.spi.StorageFacet;

/**
 * The storage pools of a host.
 *
 * <pre>{@code
 * StoragePool images = host.pools().ensure(PoolSpec.directory("images", "/srv/images"));
 * Volume disk = images.create(VolumeSpec.qcow2("web.qcow2", DataSize.gibibytes(20))).await();
 * DomainSpec.named("web").disk(disk.disk());
 * }</pre>
 */
public final class Pools {

    private final FacetHandle<StorageFacet> facet;

    Pools(Hypervisor host) {
        this.facet = new FacetHandle<>(host, StorageFacet.class);
    }

    /**
     * Lists all pools, in a constant number of round trips.
     *
     * @return the rows, in no particular order
     */
    public List<PoolInfo> list() {
        return facet.read("pools.list", Feature.STORAGE, StorageFacet::pools);
    }

    /**
     * Looks a pool up.
     *
     * @param name its name, exactly
     * @return its handle, if it is there
     */
    public Optional<StoragePool> find(String name) {
        return facet.read("pools.find", Feature.STORAGE, storage -> storage.pool(name))
                .map(row -> handle(row.name()));
    }

    /**
     * Looks a pool up.
     *
     * @param name its name, exactly
     * @return its handle
     * @throws org.anfitrion.api.error.NotFoundException if there is none
     */
    public StoragePool get(String name) {
        return find(name)
                .orElseThrow(() -> new NotFoundException(
                        Failure.to("look up", "pool '" + name + "'").because("there is no pool with this name")));
    }

    /**
     * Makes a pool known. It is not started.
     *
     * @param spec what it should be
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if the name is taken; the other one is as it was
     */
    public StoragePool define(PoolSpec spec) {
        return handle(facet.change("pools.define", Feature.STORAGE, storage -> storage.define(spec))
                .name());
    }

    /**
     * Makes a pool known, makes its place if that is not there, and starts it. If it cannot be started it is not
     * known afterwards either.
     *
     * @param spec what it should be
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if the name is taken; the other one is as it was
     */
    public StoragePool create(PoolSpec spec) {
        StoragePool pool = define(spec);
        try {
            pool.start();
            if (spec.autostart()) {
                pool.autostart(true);
            }
            return pool;
        } catch (HypervisorException e) {
            Cleanup.after(e, () -> pool.remove(false));
            throw e;
        }
    }

    /**
     * Plans how to get a pool as described: makes it, or starts it, or finds that it is there. A pool that is
     * elsewhere than described is never moved: {@link org.anfitrion.api.error.ConflictException}.
     *
     * @param spec what it should be
     * @return what would be done; {@link Ensured#handle()} does it
     * @throws ConflictException if it is there with another source
     */
    public Ensured<StoragePool> plan(PoolSpec spec) {
        Optional<PoolInfo> there = facet.read("pools.find", Feature.STORAGE, storage -> storage.pool(spec.name()));
        if (there.isEmpty()) {
            return Ensured.creating("pool '" + spec.name() + "'", () -> create(spec));
        }
        PoolInfo present = there.get();
        if (!present.source().equals(spec.source())) {
            throw new ConflictException(Failure.to("ensure", "pool '" + spec.name() + "'")
                    .because("it is there with another source: " + present.source()));
        }
        List<Ensured.Step> steps = new ArrayList<>();
        StoragePool pool = handle(spec.name());
        if (present.state() == PoolState.INACTIVE) {
            steps.add(new Ensured.Step("start it", pool::start));
        }
        if (present.autostart() != spec.autostart()) {
            steps.add(new Ensured.Step("autostart: " + spec.autostart(), () -> pool.autostart(spec.autostart())));
        }
        return Ensured.changing(pool, steps);
    }

    /**
     * Gets a pool as described: the short form of {@link #plan}.
     *
     * @param spec what it should be
     * @return its handle; it is active
     * @throws ConflictException if it is there with another source
     */
    public StoragePool ensure(PoolSpec spec) {
        return plan(spec).handle();
    }

    /**
     * Returns the handle of a pool whose name is known. Asks nothing.
     *
     * @param name its name
     * @return its handle
     */
    public StoragePool handle(String name) {
        return new StoragePool(facet, name);
    }
}
