package org.anfitrion.driver.lxc.liblxc;

import java.nio.file.Path;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.unit.DataSize;

/** What {@link KilledIT} kills: a program that makes a container and starts it. */
final class KilledWalk {

    /** Stands for lxc-start: whoever calls it is killed, with the container made and not started. */
    static final String KILLER = "#!/bin/sh\nkill -9 $PPID\n";

    private KilledWalk() {}

    /** Arguments: a folder of containers, a root for one, its name, and whether it is kept. */
    public static void main(String[] arguments) {
        try (Hypervisor host = Hypervisors.connect("lxc://" + arguments[0], ConnectOptions.defaults())) {
            DomainSpec spec = LiblxcBackend.container(Path.of(arguments[1]))
                    .apply(DomainSpec.named(arguments[2])
                            .memory(DataSize.mebibytes(64))
                            .console(ConsoleSpec.paravirtual()))
                    .build();
            if (arguments[3].equals("kept")) {
                host.domains().define(spec).start();
            } else {
                host.domains().launch(spec, Lifetime.TRANSIENT);
            }
        }
    }
}
