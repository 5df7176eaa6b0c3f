package org.anfitrion.driver.vbox;

import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.testkit.contract.BootableGuest;

/** The lab's guest, for the rules that need one. */
final class LabGuests {

    private LabGuests() {}

    /** A guest on a DVD that any number of machines can have. */
    static UnaryOperator<DomainSpecBuilder> onDvd(Lab lab) {
        return domain -> domain.boot(Boot.bios().from(Boot.BootDevice.CDROM))
                .disk(DiskSpec.cdrom(lab.guestDvd()))
                .console(ConsoleSpec.serial());
    }

    static BootableGuest bootable(Lab lab) {
        return BootableGuest.of(onDvd(lab))
                .begins("READY")
                .says("READY")
                .listens()
                .echoes();
    }
}
