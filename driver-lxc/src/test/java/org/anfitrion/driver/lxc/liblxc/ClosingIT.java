package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.domain.DomainState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers live on when a connection is closed, unless it was told to end those that it started. */
class ClosingIT {

    private final Bed bed = new Bed();

    @AfterEach
    void close() {
        bed.close();
    }

    private DomainState afterwards(GuestsOnClose policy) {
        Domain domain = bed.defined(UnaryOperator.identity());
        try (Hypervisor other = Hypervisors.connect(
                "lxc://" + bed.lxcPath(), ConnectOptions.defaults().guestsOnClose(policy))) {
            other.domains().get(domain.name()).start();
        }
        return domain.state();
    }

    @Test
    void aContainerLivesOnWhenItsConnectionIsClosed() {
        assertEquals(DomainState.RUNNING, afterwards(GuestsOnClose.KEEP));
    }

    @Test
    void aContainerEndsWithItsConnectionIfThatWasAskedFor() {
        Domain other = bed.running(UnaryOperator.identity());
        assertEquals(DomainState.SHUT_OFF, afterwards(GuestsOnClose.DESTROY));
        assertEquals(DomainState.RUNNING, other.state(), "one that somebody else started");
    }
}
