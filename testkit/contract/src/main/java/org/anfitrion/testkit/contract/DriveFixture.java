package org.anfitrion.testkit.contract;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DiskSpec;

/**
 * What the tests of snapshots, saved memory, block jobs and backups need on a backend. The files are not swept up one by one:
 * give paths in a directory that is thrown away ({@link BackendBuilder#afterwards}). Immutable.
 *
 * @param drive given a name that nothing else has, makes an empty image, of a few MiB and in a format that can hold snapshots
 *     and lie on another, and returns a drive with it and with a target
 * @param file given a name that nothing else has, returns the absolute path of a file on the host that the backend can write
 *     and that is not there yet
 * @param content reaches what is in drives, if there is a way
 */
public record DriveFixture(
        Function<String, DiskSpec> drive, UnaryOperator<String> file, Optional<DriveContent> content) {

    /**
     * Creates the fixture.
     *
     * @param drive given a name that nothing else has, makes an empty image, of a few MiB and in a format that can hold
     *     snapshots and lie on another, and returns a drive with it and with a target
     * @param file given a name that nothing else has, returns the absolute path of a file on the host that the backend can
     *     write and that is not there yet
     * @param content reaches what is in drives, if there is a way
     */
    public DriveFixture {
        Objects.requireNonNull(drive, "drive");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(content, "content");
    }

    /** What reaches drives, or the end of the test. */
    DriveContent reach() {
        return content.orElseThrow(() -> Ruling.unknown("no way to the content of drives was given (DriveFixture)"));
    }
}
