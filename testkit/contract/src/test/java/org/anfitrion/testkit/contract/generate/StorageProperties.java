package org.anfitrion.testkit.contract.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.StorageFacet;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/** What is described is what is there, whatever can be described. */
class StorageProperties {

    private static Session session() {
        OpenContext context = new OpenContext(
                Deadline.after(Duration.ofSeconds(5)),
                false,
                Credentials.none(),
                GuestsOnClose.KEEP,
                DataSize.mebibytes(1));
        return new MemoryHypervisor().driver().open(HypervisorUri.parse("mem:"), context);
    }

    @Property(tries = 200)
    void aPoolIsWhatWasDescribed(@ForAll PoolSpec spec) {
        try (Session session = session()) {
            StorageFacet storage = session.facet(StorageFacet.class).orElseThrow();
            PoolInfo row = storage.define(spec);
            assertEquals(spec.name(), row.name());
            assertEquals(spec.source(), row.source());
            assertEquals(spec.autostart(), row.autostart());
            spec.uuid().ifPresent(uuid -> assertEquals(Optional.of(uuid), row.uuid()));
            assertEquals(Optional.of(row), storage.pool(spec.name()));
            assertEquals(List.of(row), storage.pools());
        }
    }

    @Property(tries = 200)
    void aVolumeIsWhatWasDescribed(@ForAll PoolSpec pool, @ForAll VolumeSpec spec) {
        try (Session session = session()) {
            StorageFacet storage = session.facet(StorageFacet.class).orElseThrow();
            storage.define(pool);
            storage.start(pool.name(), true, Progress.unwatched());
            VolumeInfo base = storage.create(
                    pool.name(),
                    VolumeSpec.raw(spec.name().equals("base") ? "bottom" : "base", spec.capacity()),
                    Progress.unwatched());
            VolumeSpec asked =
                    spec.backing().isPresent() ? spec.backing(new Backing(base.path(), DiskFormat.RAW)) : spec;
            VolumeInfo row = storage.create(pool.name(), asked, Progress.unwatched());
            assertEquals(asked.name(), row.id().name());
            assertEquals(asked.capacity(), row.capacity());
            assertEquals(asked.format(), row.format());
            assertEquals(asked.backing(), row.backing());
            assertEquals(Optional.of(row), storage.volume(row.id()));
            assertEquals(List.of(base, row), storage.volumes(pool.name()));
        }
    }

    @Property(tries = 200)
    void aSecretIsWhatWasDescribed(@ForAll SecretSpec spec) {
        try (Session session = session()) {
            SecretFacet secrets = session.facet(SecretFacet.class).orElseThrow();
            SecretInfo row = secrets.define(spec);
            spec.uuid().ifPresent(uuid -> assertEquals(uuid.toString(), row.id().key()));
            assertEquals(
                    new SecretInfo(row.id(), spec.usage(), spec.description(), spec.ephemeral(), spec.isPrivate()),
                    row);
            assertEquals(Optional.of(row), secrets.secret(row.id()));
            assertEquals(
                    spec.usage() instanceof SecretUsage.None ? Optional.empty() : Optional.of(row),
                    secrets.secret(spec.usage()));
        }
    }

    @Property(tries = 100)
    void anImpossibleVolumeCannotBeDescribed(@ForAll VolumeSpec spec) {
        Backing backing = new Backing("/base", DiskFormat.RAW);
        assertThrows(
                InvalidSpecException.class,
                () -> spec.asPreallocated().format(DiskFormat.QCOW2).backing(backing));
        assertThrows(InvalidSpecException.class, () -> VolumeSpec.raw("v", spec.capacity())
                .backing(backing));
        assertThrows(InvalidSpecException.class, () -> VolumeSpec.qcow2("v", DataSize.ZERO));
        assertThrows(InvalidSpecException.class, () -> spec.name(spec.name() + "/.."));
    }
}
