package org.anfitrion.testkit.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.testkit.memory.FaultRule;
import org.anfitrion.testkit.memory.MemoryDriver;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;

/** The in-memory hypervisor as a backend, with all that the contract can be told. */
public final class MemoryBackends {

    private static final String ECHO = "org.anfitrion.echo";
    private static final Duration SOON = Duration.ofMillis(700);

    private MemoryBackends() {}

    public static BackendBuilder of(String name, MemoryHypervisor host, UnaryOperator<HypervisorDriver> breaking) {
        host.guests().onStart(boot -> boot.println("Booting").println("READY"));
        MemoryHypervisor unreachable = new MemoryHypervisor();
        unreachable
                .faults()
                .on(Operation.CONNECT)
                .fail(() -> new ConnectionLostException(
                        Failure.to("connect to", "mem:").because("nobody is at home")));
        host.guests().channel(ECHO).echo();
        return Backend.of(name, breaking.apply(host.driver()), "mem:")
                .roundTrips(() -> requests(host))
                .wire(() -> wire(breaking))
                .patience(Duration.ofMillis(700))
                .limit(Duration.ofSeconds(20))
                .devices(builder -> builder.disk(DiskSpec.file(Path.of("/srv/disk.qcow2")))
                        .disk(DiskSpec.cdrom(Path.of("/srv/disk.iso")))
                        .nic(NicSpec.userMode())
                        .nic(NicSpec.network("default").mac("52:54:00:12:34:56"))
                        .console(ConsoleSpec.serial()))
                .guest(BootableGuest.of(builder -> builder.console(ConsoleSpec.serial()))
                        .says("READY")
                        .begins("Booting\r\nREADY\r\n")
                        .within(Duration.ofMillis(700))
                        .listens()
                        .echoes())
                .dialect(new MemoryDialect())
                .with(MigrationFixture.of(MemoryBackends::neighbour, "mem:"))
                .with(provisioning(host))
                .with(GuestFixture.of(builder -> builder.channel(ChannelSpec.guestAgent()))
                        .within(Duration.ofMillis(700))
                        .exit("exit", "7")
                        .lasting(List.of("sleep", "infinity"), List.of("pgrep", "-f", "sleep infinity")))
                .with(StorageFixture.of(pool -> PoolSpec.directory(pool, "/srv/pools/" + pool)))
                .with(new NodeDeviceFixture(Optional.of("pci_0000_01_00_0"), Optional.of("computer")))
                .with(NetworkGround.of(network -> network(host, network))
                        .client(UnaryOperator.identity(), SOON)
                        .foreign(
                                network -> host.defineNetwork("name = " + network + "\ncolour = green\n"),
                                text -> text.contains("colour = green\n")))
                .with(new AddressedGuest(builder -> addressed(host, builder), SOON))
                .with(new CountedDevices(builder ->
                        builder.disk(DiskSpec.file("/srv/disk.qcow2")).nic(NicSpec.userMode())))
                .with(new EchoingGuest(ECHO, UnaryOperator.identity(), SOON))
                .with(new GuestScreen(
                        DisplaySpec.vnc(),
                        UnaryOperator.identity(),
                        Optional.of(new GuestScreen.Keyboard(
                                domain -> true,
                                domain -> host.guest(domain).screen().keys(),
                                SOON))))
                .with(devices(host))
                .with(new DriveFixture(
                        image ->
                                DiskSpec.file("/srv/drives/" + image + ".qcow2").target("vda"),
                        file -> "/srv/files/" + file,
                        Optional.of(new MemoryContent(host))))
                .refuses(breaking.apply(new MemoryDriver()), "mem://host/name", InvalidSpecException.class)
                .refuses(breaking.apply(unreachable.driver()), "mem:", ConnectionLostException.class);
    }

    /** A session to a host with nothing on it. */
    private static Session neighbour() {
        return new MemoryHypervisor().driver().open(HypervisorUri.parse("mem:"), context());
    }

    private static NetworkSpec network(MemoryHypervisor host, String name) {
        Subnet subnet = Subnet.of("192.168.100.1/24");
        Subnet dhcp = subnet.dhcp("192.168.100.2", "192.168.100.99");
        return NetworkSpec.nat(name, has(host, Feature.NETWORK_DHCP) ? dhcp : subnet)
                .domainName("lab.example");
    }

    /** A guest that has a lease of a network, and says so itself; the network is there before. */
    private static DomainSpecBuilder addressed(MemoryHypervisor host, DomainSpecBuilder builder) {
        if (!has(host, Feature.NETWORKS) || !has(host, Feature.NETWORK_DHCP)) {
            host.guests().hasAddress("eth0", "192.168.7.2/24");
            return builder;
        }
        try (Session session = host.driver().open(HypervisorUri.parse("mem:"), context())) {
            NetworkFacet facet = session.facet(NetworkFacet.class).orElseThrow();
            if (facet.network("addressed").isEmpty()) {
                facet.define(NetworkSpec.isolated(
                        "addressed", Subnet.of("192.168.7.1/24").dhcp("192.168.7.2", "192.168.7.99")));
                facet.start("addressed");
            }
        }
        return builder.nic(NicSpec.network("addressed")).channel(ChannelSpec.guestAgent());
    }

    private static boolean has(MemoryHypervisor host, Feature feature) {
        try (Session session = host.driver().open(HypervisorUri.parse("mem:"), context())) {
            return session.support(feature, new Target.Host()).isYes();
        }
    }

    private static OpenContext context() {
        return new OpenContext(
                Deadline.after(Duration.ofSeconds(5)),
                false,
                Credentials.none(),
                GuestsOnClose.KEEP,
                DataSize.mebibytes(1));
    }

    /** Domains whose drive is an image of five bytes. */
    private static ProvisioningFixture provisioning(MemoryHypervisor host) {
        return new ProvisioningFixture(
                builder -> {
                    String path = "/images/" + builder.build().name() + ".img";
                    host.images().put(path, DiskFormat.RAW, new byte[5]);
                    return builder.disk(DiskSpec.file(path));
                },
                disk -> host.images().read(path(disk), 0, 100),
                (disk, bytes) -> host.images().write(path(disk), 0, bytes),
                name -> "/appliances/" + name + ".ova",
                file -> {});
    }

    private static String path(DiskSpec disk) {
        if (disk.source() instanceof DiskSource.File file) {
            return file.path();
        }
        throw new IllegalArgumentException(disk + " is on no file");
    }

    /** A wire to a host of its own, cut after the request has arrived. */
    private static Wire wire(UnaryOperator<HypervisorDriver> breaking) {
        MemoryHypervisor host = new MemoryHypervisor();
        Session session = breaking.apply(host.driver()).open(HypervisorUri.parse("mem:"), context());
        FaultRule rule = host.faults().onEvery();
        return new Wire() {
            @Override
            public Session session() {
                return session;
            }

            @Override
            public void stall() {
                rule.latency(Duration.ofHours(1));
            }

            @Override
            public OptionalInt held() {
                return OptionalInt.of(rule.strikes());
            }

            @Override
            public void cut() {
                host.dropConnections();
            }

            @Override
            public void close() {
                host.faults().clear();
            }
        };
    }

    private static DeviceFixture devices(MemoryHypervisor host) {
        return new DeviceFixture(
                List.of(
                        () -> DiskSpec.file("/srv/plugged.qcow2"),
                        NicSpec::userMode,
                        () -> FilesystemSpec.directory("/srv/shared", "shared")),
                Optional.of(DiskSpec.cdrom(Path.of("/srv/first.iso"))),
                new DiskSource.File("/srv/second.iso"),
                Optional.of(name -> host.guest(name).keepDevices()));
    }

    /** The language of the in-memory hypervisor: lines of key and value. */
    private static final class MemoryDialect implements NativeDialect {

        private static final String UNKNOWN = "colour = green, \"very\" green";

        @Override
        public String renamed(String configuration, String name) {
            return configuration
                    .replaceFirst("(?m)^name = .*$", "name = " + name)
                    .replaceFirst("(?m)^uuid = .*\\R", "");
        }

        @Override
        public String withUnknown(String configuration) {
            return configuration.replaceFirst("(?m)^name = ", UNKNOWN + "\nname = ");
        }

        @Override
        public boolean hasUnknown(String configuration) {
            return configuration.lines().anyMatch(UNKNOWN::equals);
        }

        @Override
        public Set<String> channels() {
            return Set.of("echo", "memory");
        }

        @Override
        public Set<String> hostChannels() {
            return Set.of("echo");
        }
    }

    private static long requests(MemoryHypervisor host) {
        return Stream.of(Operation.values()).mapToLong(host::calls).sum();
    }
}
