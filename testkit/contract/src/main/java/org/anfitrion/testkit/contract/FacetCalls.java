package org.anfitrion.testkit.contract;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.AddressFacet;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.DisplayFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.MigrationFacet;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.SavedStateFacet;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.spi.StorageFacet;

/** The calls of the facets that a session has, taken when it was open: a caller may have kept them. */
record FacetCalls<F extends Facet>(Class<F> type, Looks<F> looks, Changes<F> changes) {

    private static final List<FacetCalls<?>> ALL = List.of(
            new FacetCalls<>(DeviceFacet.class, DeviceCalls::looks, DeviceCalls::changes),
            new FacetCalls<>(StorageFacet.class, StorageCalls::looks, StorageCalls::changes),
            new FacetCalls<>(NetworkFacet.class, NetworkCalls::looks, NetworkCalls::changes),
            new FacetCalls<>(AddressFacet.class, AddressCalls::looks, AddressCalls::changes),
            new FacetCalls<>(SnapshotFacet.class, SnapshotCalls::looks, SnapshotCalls::changes),
            new FacetCalls<>(SavedStateFacet.class, SavedStateCalls::looks, SavedStateCalls::changes),
            new FacetCalls<>(MigrationFacet.class, MigrationCalls::looks, MigrationCalls::changes),
            new FacetCalls<>(StatisticsFacet.class, StatisticsCalls::looks, StatisticsCalls::changes),
            new FacetCalls<>(ChannelFacet.class, ChannelCalls::looks, ChannelCalls::changes),
            new FacetCalls<>(DisplayFacet.class, DisplayCalls::looks, DisplayCalls::changes),
            new FacetCalls<>(GuestFacet.class, GuestCalls::looks, GuestCalls::changes),
            new FacetCalls<>(BackupFacet.class, BackupCalls::looks, BackupCalls::changes),
            new FacetCalls<>(SecretFacet.class, SecretCalls::looks, SecretCalls::changes),
            new FacetCalls<>(NodeDeviceFacet.class, NodeDeviceCalls::looks, NodeDeviceCalls::changes),
            new FacetCalls<>(BlockJobFacet.class, BlockJobCalls::looks, BlockJobCalls::changes),
            new FacetCalls<>(ProvisioningFacet.class, ProvisioningCalls::looks, ProvisioningCalls::changes));

    /** Lists calls that change nothing. */
    interface Looks<F> {
        List<Call> of(Bench bench, F facet, DomainId id);
    }

    /** Lists calls that change something. */
    interface Changes<F> {
        List<Call> of(Bench bench, F facet, DomainId off, DomainId on);
    }

    /** A facet that a session has, and its calls. */
    record Taken<F extends Facet>(F facet, FacetCalls<F> calls) {

        List<Call> looks(Bench bench, DomainId id) {
            return calls.looks.of(bench, facet, id);
        }

        List<Call> changes(Bench bench, DomainId off, DomainId on) {
            return calls.changes.of(bench, facet, off, on);
        }
    }

    static List<? extends Taken<?>> of(Session session) {
        return ALL.stream()
                .map(calls -> calls.take(session))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Taken<F>> take(Session session) {
        return session.facet(type).map(facet -> new Taken<>(facet, this));
    }
}
