package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.DeviceLists;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be changed of a machine while it runs, which is more than the contract can ask for. */
class DevicesIT {

    private static final Set<Scope> BOTH = EnumSet.allOf(Scope.class);
    private static final Set<Scope> LIVE = EnumSet.of(Scope.LIVE);

    private static Bed bed;
    private static DomainId id;

    @BeforeAll
    static void aMachineRuns() {
        bed = Bed.made();
        id = bed.define(domain -> domain.disk(DiskSpec.file(bed.home().disk()).target("sda"))
                .disk(DiskSpec.emptyCdrom().target("sdb"))
                .nic(NicSpec.userMode().mac("08:00:27:00:00:01")));
        bed.power(id, PowerAction.START);
    }

    @AfterAll
    static void theEnd() {
        if (bed != null) {
            bed.close();
        }
    }

    private static DeviceFacet devices() {
        return bed.facet(DeviceFacet.class);
    }

    private static boolean has(View view, DeviceKey key) {
        return DeviceLists.find(bed.read(id, view), key).isPresent();
    }

    @Test
    void aDriveIsPluggedInAndOutWhileTheMachineRuns() {
        DiskSpec drive = DiskSpec.file(bed.home().disk());
        UnsupportedCapabilityException refused = assertThrows(
                UnsupportedCapabilityException.class, () -> devices().attach(id, drive, LIVE, Progress.unwatched()));
        assertTrue(refused.getMessage().contains("both scopes"), refused.getMessage());
        DeviceKey key =
                devices().attach(id, drive, BOTH, Progress.unwatched()).key().orElseThrow();
        assertTrue(has(View.LIVE, key) && has(View.CONFIG, key));
        devices().detach(id, key, BOTH, Deadline.after(Duration.ofMinutes(1)));
        assertEquals(false, has(View.LIVE, key) || has(View.CONFIG, key));
    }

    @Test
    void aDiscIsPutInAndTakenOut() throws IOException {
        Path disc = Files.write(bed.home().folder("discs").resolve("a disc.iso"), new byte[1 << 20]);
        DeviceKey drive = new DeviceKey.Disk("sdb");
        DiskSpec empty =
                (DiskSpec) DeviceLists.find(bed.read(id, View.LIVE), drive).orElseThrow();
        DiskSource medium = new DiskSource.File(disc.toString());
        DeviceSpec full = devices().change(id, drive, empty.source(medium), BOTH, Progress.unwatched());
        assertEquals(medium, ((DiskSpec) full).source());
        DeviceSpec again = devices()
                .change(id, drive, ((DiskSpec) full).source(new DiskSource.Empty()), BOTH, Progress.unwatched());
        assertEquals(new DiskSource.Empty(), ((DiskSpec) again).source());
    }

    @Test
    void aCableIsPulledAndACardIsConnectedElsewhere() {
        NicSpec card = bed.read(id, View.LIVE).nics().get(0);
        DeviceKey key = card.key().orElseThrow();
        NicSpec pulled = (NicSpec) devices().change(id, key, card.link(false), BOTH, Progress.unwatched());
        assertEquals(card.link(false), pulled);
        NicSpec elsewhere = new NicSpec(new NicSource.Unconnected(), card.mac(), card.model(), true, card.bandwidth());
        assertEquals(elsewhere, devices().change(id, key, elsewhere, BOTH, Progress.unwatched()));
        assertEquals(card, devices().change(id, key, card, BOTH, Progress.unwatched()));
    }

    @Test
    void whatVirtualBoxCannotDoWhileItRunsIsRefusedAndChangesNothing() {
        String before = bed.session().domains().read(id, View.CONFIG).revision();
        NicSpec card = NicSpec.userMode();
        assertThrows(
                UnsupportedCapabilityException.class, () -> devices().attach(id, card, BOTH, Progress.unwatched()));
        FilesystemSpec folder =
                FilesystemSpec.directory(bed.home().folder("shared").toString(), "shared");
        assertThrows(
                UnsupportedCapabilityException.class, () -> devices().attach(id, folder, BOTH, Progress.unwatched()));
        DiskSpec elsewhere = DiskSpec.file(bed.home().disk()).target("sda");
        assertThrows(UnsupportedCapabilityException.class, () -> devices()
                .change(id, new DeviceKey.Disk("sda"), elsewhere, BOTH, Progress.unwatched()));
        assertEquals(before, bed.session().domains().read(id, View.CONFIG).revision());
    }
}
