package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever its name is, a container that runs is listed as running. */
class ListIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void containersAreListedAsRunningWhateverTheirNames() {
        List<String> names =
                List.of("two  words", "-n", "ünï 漢", "$(touch x);|*%", "x".repeat(200), "command", "a.b-1");
        for (String name : names) {
            Domain domain = bed.hypervisor()
                    .domains()
                    .define(LiblxcBackend.container(bed.root())
                            .apply(DomainSpec.named(name))
                            .build());
            domain.start();
        }
        assertEquals(
                names.stream().collect(Collectors.toMap(name -> name, name -> DomainState.RUNNING)),
                bed.hypervisor().domains().list(DomainFilter.active()).stream()
                        .collect(Collectors.toMap(DomainInfo::name, DomainInfo::state)));
    }
}
