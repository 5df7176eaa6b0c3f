package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.VolumeStream;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.VolumeXml;
import org.anfitrion.spi.Progress;
import org.libvirt.jna.CString;
import org.libvirt.jna.StorageVolPointer;

/** What is in the volumes of libvirt's storage pools. Thread-safe. */
final class VolumeContents {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.storage");

    /** Below this a file system may keep content beside the file's blocks, and "no blocks" does not mean "no content". */
    private static final long CERTAINLY_IN_BLOCKS = 1024 * 1024;

    private static final int COPY_BLOCK = 256 * 1024;

    private final Calls calls;
    private final Pools pools;
    private final Volumes volumes;

    VolumeContents(Calls calls, Pools pools, Volumes volumes) {
        this.calls = calls;
        this.pools = pools;
        this.volumes = volumes;
    }

    VolumeReader download(VolumeId id, long offset, OptionalLong length) {
        Attempt attempt = Volumes.attempt("download", id, false);
        checkRange(offset, length);
        Optional<Transfer> transfer = calls.read(
                attempt,
                wire -> Volumes.with(wire, id, attempt, (there, volume) -> {
                    OptionalLong size = VolumeXml.length(xml(there, volume, attempt));
                    boolean nothing = length.orElse(1) == 0 || (size.isPresent() && offset >= size.getAsLong());
                    return nothing
                            ? Optional.<Transfer>empty()
                            : Optional.of(new Transfer(
                                    VolumeStream.download(there, volume, offset, length.orElse(0), attempt), attempt));
                }));
        return transfer.<VolumeReader>map(stream -> new VolumeDownload(calls, stream))
                .orElseGet(() -> new NothingToRead(attempt));
    }

    private static String xml(WireConnection wire, StorageVolPointer volume, Attempt attempt) {
        CString xml = wire.library().virStorageVolGetXMLDesc(volume, 0);
        if (xml == null) {
            throw wire.failed(attempt);
        }
        return xml.toString();
    }

    VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
        Attempt attempt = Volumes.attempt("upload to", id, true);
        checkRange(offset, length);
        return calls.change(
                attempt,
                wire -> Volumes.with(wire, id, attempt, (there, volume) -> {
                    VolumeInfo before = Volumes.row(there, volume, id, attempt);
                    boolean sparse = length.isPresent() && isEmptied(before, offset + length.getAsLong());
                    VolumeStream stream = VolumeStream.upload(there, volume, offset, length.orElse(0), sparse, attempt);
                    return new VolumeUpload(
                            calls,
                            new Transfer(stream, attempt),
                            length.orElse(Long.MAX_VALUE),
                            sparse,
                            sparse ? () -> restore(id, before.capacity()) : () -> {});
                }));
    }

    /**
     * Whether a hole can be left out: libvirt leaves what is there in its place, and cuts the file off behind it. So nothing
     * must be there, and what comes must reach to the end.
     */
    private static boolean isEmptied(VolumeInfo volume, long end) {
        return volume.format().equals(DiskFormat.RAW)
                && volume.allocation().bytes() == 0
                && volume.capacity().bytes() >= CERTAINLY_IN_BLOCKS
                && end == volume.capacity().bytes();
    }

    /** An upload with holes that was called off has cut the volume off where it was. */
    private void restore(VolumeId id, DataSize capacity) {
        volumes.resize(id, capacity, false, Progress.unwatched());
    }

    private static void checkRange(long offset, OptionalLong length) {
        if (offset < 0 || length.orElse(0) < 0) {
            throw InvalidSpecException.of(
                    "range", offset + ", " + length.orElse(0), "offset and length are not negative");
        }
    }

    void wipe(VolumeId id, Progress progress) {
        Attempt attempt = Volumes.attempt("wipe", id, true);
        calls.checkWritable(attempt);
        Pools.refuseCancelled(progress, attempt);
        VolumeInfo before = calls.read(
                attempt,
                wire -> Volumes.with(wire, id, attempt, (there, volume) -> Volumes.row(there, volume, id, attempt)));
        if (before.format().equals(DiskFormat.RAW)) {
            overwrite(id, attempt);
        } else {
            wipeImage(before, attempt);
        }
        progress.report(1, 1, WorkUnit.STEPS);
    }

    private void overwrite(VolumeId id, Attempt attempt) {
        calls.change(
                attempt,
                wire -> Volumes.with(
                        wire,
                        id,
                        attempt,
                        (there, volume) ->
                                Inventory.check(there, there.library().virStorageVolWipe(volume, 0), attempt)));
    }

    /** libvirt overwrites a whole file, with what makes it an image: that is put back from an empty one. */
    private void wipeImage(VolumeInfo image, Attempt attempt) {
        VolumeSpec empty = new VolumeSpec(
                ".wipe-" + UUID.randomUUID(),
                DataSize.bytes(Math.max(1, image.capacity().bytes())),
                image.format(),
                false,
                Optional.empty());
        VolumeId spare =
                volumes.create(image.id().pool(), empty, Progress.unwatched()).id();
        try {
            overwrite(image.id(), attempt);
            transcribe(spare, image.id());
        } catch (HypervisorException e) {
            try {
                volumes.delete(spare);
            } catch (HypervisorException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        volumes.delete(spare);
        look(image.id().pool());
    }

    /** Uploads have libvirt look at the pool again, but later: it may have looked last while the image was none. */
    private void look(String pool) {
        try {
            pools.refresh(pool, Progress.unwatched());
        } catch (BackendFailureException e) {
            LOG.log(Level.DEBUG, () -> "libvirt looks at pool '" + pool + "' later: " + e.getMessage());
        }
    }

    private void transcribe(VolumeId from, VolumeId to) {
        ByteBuffer block = ByteBuffer.allocateDirect(COPY_BLOCK);
        try (VolumeReader source = download(from, 0, OptionalLong.empty());
                VolumeWriter target = upload(to, 0, OptionalLong.empty())) {
            while (source.read(block.clear()) >= 0) {
                block.flip();
                while (block.hasRemaining()) {
                    target.write(block);
                }
            }
            target.finish();
        }
    }
}
