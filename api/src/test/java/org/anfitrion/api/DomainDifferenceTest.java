package org.anfitrion.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.junit.jupiter.api.Test;

class DomainDifferenceTest {

    private final DomainSpec open = DomainSpec.named("web")
            .filesystem(FilesystemSpec.directory("/srv/web", "/"))
            .build();

    private static List<String> lines(DomainSpec present, DomainSpec wanted) {
        return DomainDifference.lines(present, DomainDifference.filled(present, wanted));
    }

    private DomainSpec present(GuestType type) {
        return open.toBuilder()
                .guestType(type)
                .boot(type.usualBoot())
                .console(ConsoleSpec.paravirtual())
                .build();
    }

    @Test
    void aContainerHasAFirstProcessAndAConsoleWhoseDescriptionLeavesThemOpen() {
        assertEquals(List.of(), lines(present(GuestType.OPERATING_SYSTEM), open));
    }

    @Test
    void aMachineThatIsToHaveNoConsoleLosesItAndStartsAsItDid() {
        assertEquals(1, lines(present(GuestType.PARAVIRTUAL), open).size());
    }

    @Test
    void anotherFirstProcessIsADifference() {
        DomainSpec wanted = open.toBuilder().boot(Boot.init("/bin/server")).build();
        assertEquals(1, lines(present(GuestType.OPERATING_SYSTEM), wanted).size());
    }
}
