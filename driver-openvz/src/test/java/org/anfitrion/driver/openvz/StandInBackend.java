package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BootableGuest;
import org.anfitrion.testkit.contract.GuestFixture;
import org.anfitrion.testkit.contract.MigrationFixture;

/** A host of the stand-in, as the contract sees it. */
final class StandInBackend {

    private StandInBackend() {}

    static Backend of(String name, String flavour) {
        return StandIn.unobtainable()
                .map(reason -> Backend.unobtainable(name, reason))
                .orElseGet(() -> raised(name, flavour));
    }

    private static Backend raised(String name, String flavour) {
        StandIn neighbour = StandIn.node(flavour);
        SshServer way = SshServer.of(neighbour);
        String target = way.uri(neighbour);
        return Backend.of(name, new OpenVzDriver(), StandIn.node(flavour).uri())
                .patience(Duration.ofSeconds(30))
                .domains(container())
                .devices(domain -> domain.nic(NicSpec.bridge("vmbr0").mac("52:54:00:76:7a:01"))
                        .nic(NicSpec.unconnected().mac("52:54:00:76:7a:02")))
                .guest(BootableGuest.of(domain -> domain.console(ConsoleSpec.paravirtual()))
                        .begins("READY")
                        .says("READY")
                        .listens()
                        .echoes())
                .with(GuestFixture.of(UnaryOperator.identity())
                        .alwaysAnswering()
                        .lasting(List.of("sleep", "32173"), List.of("sh", "-c", "ps | grep -q '[s]leep 32173'")))
                .with(new MigrationFixture(
                        () -> Backend.of("neighbour", new OpenVzDriver(), target)
                                .build()
                                .open(false),
                        HypervisorUri.parse(target),
                        UnaryOperator.identity(),
                        MigrationSpec::withStorage))
                .afterwards(way::close)
                .dialect(new VeConfigDialect())
                .refuses("openvz:///nonsense", InvalidSpecException.class)
                .refuses("openvz:///system?nonsense=1", InvalidSpecException.class)
                .refuses("openvz+tcp://host/system", InvalidSpecException.class)
                .refuses("openvz:///system?tools=/no/such/folder", DriverUnavailableException.class)
                .build();
    }

    /** What every description needs. */
    static UnaryOperator<DomainSpecBuilder> container() {
        return domain -> domain.filesystem(FilesystemSpec.template(StandIn.TEMPLATE));
    }
}
