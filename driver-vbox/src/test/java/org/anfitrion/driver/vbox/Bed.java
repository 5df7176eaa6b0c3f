package org.anfitrion.driver.vbox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.contract.Backend;
import org.junit.jupiter.api.Assumptions;

/** A session with a VirtualBox of its own, which is off again when it is closed. */
final class Bed implements AutoCloseable {

    private final Home home;
    private final Session session;

    private Bed(Home home) {
        this.home = home;
        session = Backend.of(VboxBackend.NAME, new VboxDriver(), home.uri())
                .build()
                .open(false);
    }

    /** Where VirtualBox cannot be had, its contract's report says so, and this test is not made. */
    static Bed made() {
        Lab lab = Lab.raised();
        Assumptions.assumeTrue(
                lab.unobtainable().isEmpty(), () -> lab.unobtainable().orElse(""));
        return new Bed(Home.in(lab));
    }

    Home home() {
        return home;
    }

    Session session() {
        return session;
    }

    <F extends Facet> F facet(Class<F> type) {
        return session.facet(type).orElseThrow();
    }

    DomainId define(UnaryOperator<DomainSpecBuilder> what) {
        DomainSpecBuilder plain = DomainSpec.named("m " + UUID.randomUUID()).memory(DataSize.mebibytes(64));
        return session.domains()
                .create(what.apply(plain).build(), Creation.DEFINE, Progress.unwatched())
                .id();
    }

    DomainInfo power(DomainId id, PowerAction action) {
        return session.domains().power(id, action, Deadline.after(Duration.ofMinutes(1)));
    }

    DomainSpec read(DomainId id, View view) {
        return session.domains().read(id, view).spec();
    }

    DiskSpec disk(DomainId id, String target) {
        return read(id, View.CONFIG).disks().stream()
                .filter(disk -> disk.target().orElse("").equals(target))
                .findFirst()
                .orElseThrow();
    }

    static String path(DiskSpec disk) {
        return ((DiskSource.File) disk.source()).path();
    }

    DomainInfo row(DomainId id) {
        return session.domains()
                .find(new DomainRef.ById(id), EnumSet.allOf(DomainField.class))
                .orElseThrow();
    }

    @Override
    public void close() {
        session.domains().list(DomainFilter.all(), EnumSet.allOf(DomainField.class)).stream()
                .filter(row -> row.state().isActive())
                .forEach(row -> power(row.id(), PowerAction.DESTROY));
        session.close();
    }
}
