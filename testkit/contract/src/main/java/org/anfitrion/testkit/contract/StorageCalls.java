package org.anfitrion.testkit.contract;

import java.util.List;
import java.util.OptionalLong;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link StorageFacet}, for rules that hold for all calls. */
final class StorageCalls {

    private static final Target HOST = new Target.Host();

    private StorageCalls() {}

    /** Calls that change nothing. The pool is not there: whether it may be asked about comes first. */
    static List<Call> looks(Bench bench, StorageFacet facet, DomainId id) {
        VolumeId absent = new VolumeId(bench.name(), "v");
        return List.of(
                Call.of(Feature.STORAGE, HOST, facet::pools),
                Call.of(Feature.STORAGE, HOST, () -> facet.pool(absent.pool())),
                Call.of(Feature.STORAGE, HOST, () -> facet.volumes(absent.pool())),
                Call.of(Feature.STORAGE, HOST, () -> facet.volume(absent)),
                Call.of(Feature.VOLUME_STREAMS, HOST, () -> facet.download(absent, 0, OptionalLong.empty())));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, StorageFacet facet, DomainId off, DomainId on) {
        VolumeId absent = new VolumeId(bench.name(), "v");
        String pool = absent.pool();
        Progress unwatched = Progress.unwatched();
        VolumeSpec spec = VolumeSpec.raw("w", StorageStage.MEBIBYTE);
        VolumeSpec thin = VolumeSpec.qcow2("w", StorageStage.MEBIBYTE)
                .backing(new Backing("/" + bench.name() + "/absent", DiskFormat.RAW));
        return List.of(
                Call.of(
                        Feature.STORAGE,
                        HOST,
                        () -> facet.define(PoolSpec.directory(bench.name(), "/nowhere/" + bench.name()))),
                Call.of(Feature.STORAGE, HOST, () -> facet.start(pool, false, unwatched)),
                Call.of(Feature.STORAGE, HOST, () -> facet.stop(pool)),
                Call.of(Feature.STORAGE, HOST, () -> facet.refresh(pool, unwatched)),
                Call.of(Feature.STORAGE, HOST, () -> facet.autostart(pool, true)),
                Call.of(Feature.STORAGE, HOST, () -> facet.remove(pool, false)),
                Call.of(Feature.STORAGE, HOST, () -> facet.create(pool, spec, unwatched)),
                Call.of(Feature.VOLUME_BACKING, HOST, () -> facet.create(pool, thin, unwatched)),
                Call.of(Feature.VOLUME_COPY, HOST, () -> facet.copy(absent, pool, spec, unwatched)),
                Call.of(
                        Feature.VOLUME_RESIZE,
                        HOST,
                        () -> facet.resize(absent, StorageStage.MEBIBYTE, false, unwatched)),
                Call.of(Feature.VOLUME_WIPE, HOST, () -> facet.wipe(absent, unwatched)),
                Call.of(Feature.STORAGE, HOST, () -> facet.delete(absent)),
                Call.of(Feature.VOLUME_STREAMS, HOST, () -> facet.upload(absent, 0, OptionalLong.empty())));
    }
}
