package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.testkit.memory.MemoryHypervisor;

class DescribedDomainProperties {

    private final Backend backend =
            Backend.of("mem", new MemoryHypervisor().driver(), "mem:").build();
    private final Session session = backend.open(false);

    @Property(tries = 300)
    void everythingThatCanBeDescribedComesBackAndItsNativeConfigurationMeansTheSame(@ForAll DomainSpec spec) {
        DomainInfo made = session.domains().create(spec, Creation.DEFINE, Progress.unwatched());
        var read = session.domains().read(made.id(), View.CONFIG);
        session.domains().remove(made.id(), Set.of());
        DomainInfo again = session.facet(NativeFacet.class).orElseThrow().define(read.nativeConfiguration());
        var second = session.domains().read(again.id(), View.CONFIG);
        session.domains().remove(again.id(), Set.of());

        assertEquals(List.of(), Descriptions.differences(spec, read.spec()));
        assertEquals(read.spec(), second.spec());
    }
}
