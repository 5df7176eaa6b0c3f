package org.anfitrion.testkit.contract;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.spi.Target;

/** A running domain with a drive that tests work on. */
record Chain(Bench bench, DriveFixture fixture, DomainInfo row, String target) {

    static Chain of(Bench bench) {
        DriveFixture fixture = bench.backend().fixture(DriveFixture.class);
        DomainSpec plain = bench.spec();
        DiskSpec drive = fixture.drive().apply(plain.name());
        DomainInfo row = bench.define(plain.toBuilder().disk(drive).build());
        bench.power(row.id(), PowerAction.START);
        return new Chain(bench, fixture, row, drive.target().orElseThrow());
    }

    static String path(DiskSpec drive) {
        if (drive.source() instanceof DiskSource.File file) {
            return file.path();
        }
        throw Ruling.unknown("the drive is not a file: " + drive.source());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    DomainId id() {
        return row.id();
    }

    Target on() {
        return new Target.OfDomain(row.id());
    }

    /** The drive as it is now. */
    DiskSpec drive() {
        return bench.domains().read(id(), View.LIVE).spec().disks().stream()
                .filter(disk -> disk.target().equals(Optional.of(target)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it has no drive '" + target + "' any more"));
    }

    void write(String text, long offset) {
        fixture.reach().write(row.name(), target, offset, bytes(text));
    }

    String read(DiskSpec image, long offset, int length) {
        byte[] bytes = fixture.reach().read(path(image), image.format(), offset, length);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Lets the drive go on in a new image over the present one, and returns the drive as it was. */
    DiskSpec grow(String name) {
        DiskSpec before = drive();
        SnapshotFacet snapshots = bench.session()
                .facet(SnapshotFacet.class)
                .orElseThrow(() -> Ruling.unknown("a chain of images: there are no snapshots to make one with"));
        bench.perform(
                Feature.SNAPSHOT_EXTERNAL,
                on(),
                () -> snapshots.take(id(), SnapshotSpec.named(name).asExternal(), Progress.unwatched()));
        return before;
    }

    void stop() {
        bench.power(id(), PowerAction.DESTROY);
    }
}
