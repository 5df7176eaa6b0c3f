package org.anfitrion.driver.vbox;

import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.testkit.contract.BootableGuest;

/** The lab's guest, for the rules that need one. */
final class LabGuests {

    private LabGuests() {}

    /** A guest on a DVD that any number of machines can have. */
    static UnaryOperator<DomainSpecBuilder> onDvd(Lab lab) {
        return domain -> domain.boot(Boot.bios().from(Boot.BootDevice.CDROM))
                // Where code is interpreted, the BIOS takes five seconds to see that thirty places of SATA are empty.
                .disk(DiskSpec.cdrom(lab.guestDvd()).bus(DiskBus.IDE))
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
