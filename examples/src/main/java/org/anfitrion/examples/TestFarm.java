package org.anfitrion.examples;

import java.time.Duration;
import java.util.List;
import org.anfitrion.api.BulkResult;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Network;
import org.anfitrion.api.Snapshot;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.Volume;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.guest.ExecResult;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.unit.DataSize;

/**
 * Machines for tests: each is a thin layer over one golden image, on a network of their own, brought back to a clean state
 * between tests, and swept if the program crashes.
 */
public final class TestFarm {

    private static final String PROGRAM = "test-farm";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Hypervisor host;
    private final StoragePool disks;
    private final Network network;
    private final Volume golden;

    /**
     * Gets the host ready: clears what a crashed run left, and makes what is missing.
     *
     * @param host where the machines run
     * @param golden the image that all machines begin with
     * @param directory where their disks are, an absolute path on the host
     */
    public TestFarm(Hypervisor host, Volume golden, String directory) {
        this.host = host;
        this.golden = golden;
        host.domains().sweep(PROGRAM).orThrow();
        disks = host.pools().ensure(PoolSpec.directory(PROGRAM, directory));
        network = host.networks()
                .ensure(NetworkSpec.nat(PROGRAM, Subnet.of("10.77.0.1/24").dhcp("10.77.0.10", "10.77.0.250")));
    }

    /**
     * Makes a machine, waits until it can be used, and remembers its clean state.
     *
     * @param name its name
     * @return a machine that runs
     */
    public Machine launch(String name) {
        Volume disk = disks.create(golden.overlay(name + ".qcow2")).await(PATIENCE);
        Domain domain = host.domains()
                .define(DomainSpec.named(name)
                        .owner(Owner.thisProcess(PROGRAM))
                        .cpus(2)
                        .memory(DataSize.gibibytes(1))
                        .disk(disk.disk())
                        .nic(NicSpec.network(network.name()))
                        .channel(ChannelSpec.guestAgent())
                        .build());
        domain.start();
        GuestAddress address = domain.awaitAddress(PATIENCE);
        domain.awaitGuest(PATIENCE);
        Snapshot clean = domain.snapshots()
                .take(SnapshotSpec.named("clean").withMemory())
                .await(PATIENCE);
        return new Machine(domain, address, clean);
    }

    /**
     * Ends all machines of this run.
     *
     * @return what was ended, and what could not be
     */
    public BulkResult end() {
        List<String> ours = disks.volumes().stream()
                .map(volume -> volume.id().name().replace(".qcow2", ""))
                .toList();
        return host.domains().where(row -> ours.contains(row.name())).forEach(this::end);
    }

    private void end(Domain domain) {
        String disk = domain.name() + ".qcow2";
        if (domain.state().isActive()) {
            domain.destroy();
        }
        domain.snapshots().list().stream()
                .filter(snapshot -> snapshot.parent().isEmpty())
                .forEach(root -> domain.snapshots()
                        .handle(root.id())
                        .deleteWithChildren()
                        .await(PATIENCE));
        domain.undefine();
        disks.volume(disk).delete();
    }

    /**
     * A machine of the farm.
     *
     * @param domain what it is on the host
     * @param address where it answers
     * @param clean its state before any test
     */
    public record Machine(Domain domain, GuestAddress address, Snapshot clean) {

        /**
         * Runs a test in the machine, on a clean state.
         *
         * @param command the program and its arguments
         * @return what came of it
         */
        public ExecResult test(String... command) {
            clean.revert().await(PATIENCE);
            return domain.awaitGuest(PATIENCE).exec(PATIENCE, command);
        }
    }
}
