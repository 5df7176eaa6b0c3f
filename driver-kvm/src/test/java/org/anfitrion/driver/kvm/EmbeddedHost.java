package org.anfitrion.driver.kvm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** QEMU inside this process for the tests of a class, as an application has it; its guests go when the class is done. */
final class EmbeddedHost implements BeforeAllCallback, AfterAllCallback {

    /** As long as a guest may take for anything on a busy machine. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private Path root = Path.of("");
    private Hypervisor host;

    @Override
    public void beforeAll(ExtensionContext context) {
        Lab.raised().unobtainable().ifPresent(why -> {
            throw new TestAbortedException(why);
        });
        root = Lab.raised().root("e");
        host = Hypervisors.connect(
                "qemu:///embed?root=" + root, ConnectOptions.defaults().guestsOnClose(GuestsOnClose.DESTROY));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (host != null) {
            host.close();
        }
    }

    Hypervisor connection() {
        return host;
    }

    Path root() {
        return root;
    }

    /** Starts a guest of 128 MiB with a serial console, and waits until it is up. */
    Domain start(String name, UnaryOperator<DomainSpecBuilder> more) {
        DomainSpec spec = more.apply(
                        DomainSpec.named(name).memory(DataSize.mebibytes(128)).console(ConsoleSpec.serial()))
                .build();
        Domain domain = host.domains().launch(spec, Lifetime.TRANSIENT);
        domain.console().expect("READY", PATIENCE);
        return domain;
    }
}
