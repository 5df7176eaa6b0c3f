package org.anfitrion.testkit.contract.generate;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.snapshot.SnapshotSpec;

/** What can be done with the drives of a domain: snapshots, block jobs, backups. */
public final class DriveSpecs {

    private DriveSpecs() {}

    /**
     * Generates snapshots.
     *
     * @return with and without a text, memory and files of their own; the guest is not asked
     */
    public static Arbitrary<SnapshotSpec> snapshots() {
        Arbitrary<Optional<String>> texts = Arbitraries.of("before the update", "a < b & c", "two\nlines", "ü 漢 🖥")
                .optional();
        Arbitrary<Boolean> whether = Arbitraries.of(true, false);
        return Combinators.combine(DomainNames.legal(), texts, whether, whether)
                .as((name, text, memory, external) -> new SnapshotSpec(name, text, memory, external, false));
    }

    /**
     * Generates absolute paths on a host.
     *
     * @return paths of files, spaces and all
     */
    public static Arbitrary<String> paths() {
        return DomainNames.legal().map(name -> "/srv/" + name);
    }

    /**
     * Generates paths that nothing can be written to.
     *
     * @return paths that are not absolute
     */
    public static Arbitrary<String> illegalPaths() {
        return Arbitraries.of("", "relative", "./here", "~/home", " /srv/a");
    }

    /**
     * Generates commits.
     *
     * @return of all images or of some
     */
    public static Arbitrary<CommitSpec> commits() {
        return Combinators.combine(paths().optional(), paths().optional()).as(CommitSpec::new);
    }

    /**
     * Generates copies.
     *
     * @return to a file, with and without going on in it
     */
    public static Arbitrary<CopySpec> copies() {
        Arbitrary<Boolean> whether = Arbitraries.of(true, false);
        return Combinators.combine(paths(), formats(), whether, whether).as(CopySpec::new);
    }

    /**
     * Generates backups.
     *
     * @return of up to four drives, {@code vda} and so on
     */
    public static Arbitrary<BackupSpec> backups() {
        Arbitrary<Optional<String>> checkpoints = DomainNames.legal().optional();
        Arbitrary<List<BackupDisk>> disks = Combinators.combine(
                        Arbitraries.integers().between(1, 4), paths(), formats())
                .as((count, path, format) -> IntStream.range(0, count)
                        .mapToObj(drive -> new BackupDisk("vd" + (char) ('a' + drive), path + drive, format))
                        .toList());
        return Combinators.combine(disks, checkpoints, checkpoints).as(BackupSpec::new);
    }

    private static Arbitrary<DiskFormat> formats() {
        return Arbitraries.of(DiskFormat.RAW, DiskFormat.QCOW2, DiskFormat.VMDK);
    }
}
