package org.anfitrion.driver.kvm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.unit.DataSize;
import org.libvirt.LibvirtException;

/** All comparisons, one after the other, on one host. */
public final class Comparisons {

    private static final int FEW = 100;
    private static final int MANY = 1_000;
    private static final int VERY_MANY = 2_000;

    private final String uri;
    private final Path folder;
    private final List<Result> results = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Makes comparisons.
     *
     * @param uri of a libvirtd
     * @param folder for files, which the caller clears away
     */
    public Comparisons(String uri, Path folder) {
        this.uri = uri;
        this.folder = folder;
    }

    /**
     * Runs them.
     *
     * @throws IOException if a program does not work
     * @throws InterruptedException if the thread was interrupted
     * @throws LibvirtException if libvirt-java fails
     */
    public void run() throws IOException, InterruptedException, LibvirtException {
        try (Hypervisor host =
                Hypervisors.connect(uri, ConnectOptions.defaults().guestsOnClose(GuestsOnClose.DESTROY))) {
            events(host);
            inventories(host);
            upload(host);
        }
    }

    private void inventories(Hypervisor host) throws IOException, InterruptedException, LibvirtException {
        Path disk = Files.write(folder.resolve("disk.raw"), new byte[1 << 20]);
        InventoryRace race = new InventoryRace(uri, host, NativeProgram.compile("inventory"));
        try (Fleet fleet = new Fleet(host, disk)) {
            fleet.resizeTo(FEW);
            race.costOfOne(FEW);
            double before = race.costOfOne(FEW);
            fleet.resizeTo(MANY);
            results.addAll(race.run(MANY));
            fleet.resizeTo(VERY_MANY);
            double many = race.costOfOne(VERY_MANY);
            fleet.resizeTo(FEW);
            // On both sides: a machine that got slower or faster meanwhile is no growth.
            double few = (before + race.costOfOne(FEW)) / 2;
            results.add(Result.atMost(
                    "a domain of " + VERY_MANY + " in an inventory, to one of " + FEW, many, few, "us", 1.2, 1));
        }
        notes.add("(read: " + race.sum() + ")");
    }

    private void events(Hypervisor host) throws IOException, InterruptedException {
        Domain domain = host.domains()
                .define(DomainSpec.named("bench-" + UUID.randomUUID())
                        .memory(DataSize.mebibytes(32))
                        .build());
        try {
            domain.start();
            results.add(new EventRace(uri, domain, NativeProgram.compile("events")).run());
        } finally {
            domain.destroy();
            domain.undefine();
        }
    }

    private void upload(Hypervisor host) throws IOException, InterruptedException {
        Support support = host.support(Feature.VOLUME_STREAMS);
        if (support.isNo()) {
            notes.add("no upload was measured: " + support.reason());
            return;
        }
        Path images = Files.createDirectories(folder.resolve("images"));
        StoragePool pool = host.pools().create(PoolSpec.directory("bench-" + UUID.randomUUID(), images.toString()));
        try {
            results.add(new UploadRace(uri, pool, folder).run());
        } finally {
            pool.stop();
            pool.remove(true);
        }
    }

    /**
     * Tells what was missed by so much that no busy machine is the reason.
     *
     * @return one line each
     */
    public List<String> grossMisses() {
        return results.stream()
                .filter(Result::missedGrossly)
                .map(Result::toString)
                .toList();
    }

    /**
     * Prints all that was measured as a table.
     *
     * @return the table
     */
    public String table() {
        List<String> lines = new ArrayList<>();
        lines.add(Result.header());
        results.forEach(result -> lines.add(result.toString()));
        lines.addAll(notes);
        return String.join(System.lineSeparator(), lines);
    }
}
