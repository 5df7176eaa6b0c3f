package org.anfitrion.driver.kvm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.unit.DataSize;

/** A host of the lab as an application sees it, and the guests that a test defines there, which go when it is closed. */
final class GuestHost implements AutoCloseable {

    /** A busy machine that emulates its guests boots one in ten seconds, a free one in three. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Hypervisor host;
    private final Lab lab;
    private final Path folder;
    private final List<Domain> domains = new ArrayList<>();

    private GuestHost(Hypervisor host, Lab lab, Path folder) {
        this.host = host;
        this.lab = lab;
        this.folder = folder;
    }

    /** QEMU inside this process. */
    static GuestHost embedded(Lab lab, Path root) {
        return at(lab, "qemu:///embed?root=" + root, root);
    }

    static GuestHost at(Lab lab, String uri, Path folder) {
        ConnectOptions options = ConnectOptions.defaults().guestsOnClose(GuestsOnClose.DESTROY);
        return new GuestHost(Hypervisors.connect(uri, options), lab, folder);
    }

    Hypervisor host() {
        return host;
    }

    Path folder() {
        return folder;
    }

    /** What a guest of the lab needs to boot. */
    DomainSpecBuilder guest(String name) {
        return DomainSpec.named(name)
                .memory(DataSize.mebibytes(128))
                .boot(lab.guest())
                .console(ConsoleSpec.serial());
    }

    Domain define(DomainSpec spec) {
        return adopt(host.domains().define(spec));
    }

    /** Takes a domain that came to be in another way. */
    Domain adopt(Domain domain) {
        domains.add(domain);
        return domain;
    }

    /** Starts a domain, and waits until its guest listens. */
    Console boot(Domain domain) {
        domain.start();
        Console console = domain.console();
        console.expect("READY", PATIENCE);
        return console;
    }

    /** Runs a line in the guest, and returns what it printed. */
    static String run(Console console, String line) {
        console.send(line + "; echo fin'ished'\n");
        return console.expect("finished", PATIENCE).before();
    }

    /** Destroys and removes the guests. */
    void clear() {
        domains.forEach(GuestHost::clear);
        domains.clear();
    }

    @Override
    public void close() {
        try {
            clear();
        } finally {
            host.close();
        }
    }

    private static void clear(Domain domain) {
        try {
            if (domain.info().state().isActive()) {
                domain.destroy();
            }
            domain.undefine(Leftover.values());
        } catch (HypervisorException e) {
            System.getLogger(GuestHost.class.getName())
                    .log(System.Logger.Level.DEBUG, "a domain of a test was gone already", e);
        }
    }
}
