package org.anfitrion.testkit.contract;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * What the tests of snapshots need where domains have no drives, such as containers; where they have, a {@link DriveFixture} is
 * enough. Immutable.
 *
 * @param domain adds to a plain description what its snapshots keep, with nothing that other domains use too; called for each test
 *     with a description whose name no other has
 * @param writing writes bytes into what a running domain has, given its description; they are there when it returns
 * @param reading reads as many bytes of what a domain has that does not run
 */
public record SnapshotFixture(
        UnaryOperator<DomainSpecBuilder> domain,
        BiConsumer<DomainSpec, byte[]> writing,
        BiFunction<DomainSpec, Integer, byte[]> reading) {

    /**
     * Checks that nothing is missing.
     *
     * @param domain adds to a plain description what its snapshots keep, with nothing that other domains use too; called for each
     *     test with a description whose name no other has
     * @param writing writes bytes into what a running domain has, given its description; they are there when it returns
     * @param reading reads as many bytes of what a domain has that does not run
     */
    public SnapshotFixture {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(writing, "writing");
        Objects.requireNonNull(reading, "reading");
    }

    /** Domains with one drive. */
    static SnapshotFixture of(DriveFixture drives) {
        return new SnapshotFixture(
                spec -> spec.disk(drives.drive().apply(spec.build().name())),
                (spec, bytes) ->
                        drives.reach().write(spec.name(), drive(spec).target().orElseThrow(), 0, bytes),
                (spec, length) ->
                        drives.reach().read(Chain.path(drive(spec)), drive(spec).format(), 0, length));
    }

    private static DiskSpec drive(DomainSpec spec) {
        return spec.disks().get(0);
    }
}
