package org.anfitrion.examples;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.unit.DataSize;

/**
 * Boots a real guest and shuts it down again: {@code Quickstart URI KERNEL INITRD KERNEL-ARGUMENTS}.
 *
 * <p>Everything it makes (a domain, a disk image in a folder of its own) it removes, also when it fails or is interrupted.
 */
public final class Quickstart {

    private static final PrintStream OUT =
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

    private final String uri;
    private final Boot boot;
    private final Screen screen = new Screen(OUT, System.console() != null);

    private Quickstart(String uri, Boot boot) {
        this.uri = uri;
        this.boot = boot;
    }

    /**
     * Runs the program.
     *
     * @param arguments URI, kernel, initrd, kernel arguments
     */
    public static void main(String[] arguments) {
        if (arguments.length != 4) {
            System.err.println("usage: Quickstart URI KERNEL INITRD KERNEL-ARGUMENTS");
            System.exit(2);
        }
        try {
            new Quickstart(
                            arguments[0],
                            Boot.kernel(arguments[1]).initrd(arguments[2]).commandLine(arguments[3]))
                    .run();
        } catch (HypervisorException e) {
            System.err.println("\n" + e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            System.err.println("\ncannot make the guest's disk: " + e);
            System.exit(1);
        }
    }

    private void run() throws IOException {
        Path image = Files.createTempFile("anfitrion-quickstart", ".raw");
        try {
            try (var disk = Files.newByteChannel(image, java.nio.file.StandardOpenOption.WRITE)) {
                disk.position(DataSize.mebibytes(16).bytes() - 1).write(java.nio.ByteBuffer.wrap(new byte[1]));
            }
            ConnectOptions options = ConnectOptions.defaults().guestsOnClose(GuestsOnClose.DESTROY);
            screen.progress("connecting to " + uri);
            try (Hypervisor host = Hypervisors.connect(uri, options)) {
                report(host);
                guest(host, image);
            }
            screen.line("Done: the guest, its disk and the connection are gone.");
        } finally {
            Files.deleteIfExists(image);
        }
    }

    private void report(Hypervisor host) {
        screen.progress("asking the host");
        HostInfo info = host.info();
        screen.title("Host");
        screen.line(
                "  name          %s (%s, %d CPUs, %s)",
                info.hostName(), info.architecture(), info.cpus(), rounded(info.memory()));
        screen.line(
                "  runs guests   %s %s%s",
                info.product(), info.productVersion(), info.via().isEmpty() ? "" : " through " + info.via());
        screen.line("  guest types   %s", info.guestTypes());
        info.notes().forEach(note -> screen.line("  note          %s", note));
    }

    private void guest(Hypervisor host, Path image) {
        DomainSpec spec = DomainSpec.named(
                        "quickstart-" + ProcessHandle.current().pid())
                .cpus(1)
                .memory(DataSize.mebibytes(128))
                .boot(boot)
                .disk(DiskSpec.file(image))
                .nic(NicSpec.userMode())
                .console(ConsoleSpec.serial())
                .build();
        CountDownLatch undefined = new CountDownLatch(1);
        screen.title("Guest");
        try (Subscription events = host.subscribe(event -> {
            if (event instanceof DomainLifecycleEvent change && change.name().equals(spec.name())) {
                screen.line(
                        "  event         %s%s",
                        change.change(), change.detail().isEmpty() ? "" : " (" + change.detail() + ")");
                if (change.change() == Change.UNDEFINED) {
                    undefined.countDown();
                }
            }
        })) {
            Domain guest = host.domains().define(spec);
            // Ctrl-C must not leave a guest behind.
            Thread onInterrupt = new Thread(() -> remove(guest));
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            try {
                use(host, guest);
            } finally {
                remove(guest);
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
            awaitQuietly(undefined);
        }
    }

    private void use(Hypervisor host, Domain guest) {
        long started = System.nanoTime();
        screen.progress("starting");
        guest.start();
        if (host.support(Feature.CONSOLE).isYes()) {
            screen.progress("waiting for the guest to say READY");
            Console console = guest.console();
            String ready = console.expect(java.util.regex.Pattern.compile("READY[^\r\n]*"), Duration.ofSeconds(60))
                    .text();
            screen.line("  console       %s", ready);
            screen.line("  booted in     %.1f s", (System.nanoTime() - started) / 1e9);
        } else {
            screen.line(
                    "  console       none: %s", host.support(Feature.CONSOLE).reason());
        }
        inventory(host);
        screen.progress("asking the guest to shut down");
        screen.line("  ended         %s", guest.shutdown().await(Duration.ofSeconds(30)));
    }

    private static String rounded(DataSize size) {
        return String.format(
                "%.1f GiB", size.bytes() / (double) DataSize.gibibytes(1).bytes());
    }

    private void inventory(Hypervisor host) {
        screen.title("Inventory");
        screen.line("  %-28s %-12s %5s %10s", "NAME", "STATE", "CPUS", "MEMORY");
        for (DomainInfo row : host.domains().list()) {
            screen.line("  %-28s %-12s %5d %10s", row.name(), row.state(), row.cpus(), row.memory());
        }
        screen.title("Shutdown");
    }

    private static void remove(Domain guest) {
        Optional<DomainInfo> left = guest.exists() ? Optional.of(guest.info()) : Optional.empty();
        if (left.isPresent() && left.get().state().isActive()) {
            guest.destroy();
        }
        if (left.isPresent()) {
            guest.undefine();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lines that stay, and one line of progress below them that changes. */
    private static final class Screen {

        private final PrintStream out;
        private final boolean terminal;
        private String progress = "";

        Screen(PrintStream out, boolean terminal) {
            this.out = out;
            this.terminal = terminal;
        }

        synchronized void progress(String text) {
            clear();
            progress = text;
            out.print(terminal ? "… " + text : "… " + text + System.lineSeparator());
            out.flush();
        }

        synchronized void title(String text) {
            clear();
            out.println();
            out.println(text);
        }

        synchronized void line(String format, Object... values) {
            clear();
            out.println(String.format(format, values));
        }

        private void clear() {
            if (terminal && !progress.isEmpty()) {
                out.print("\r\u001b[K");
            }
            progress = "";
        }
    }
}
