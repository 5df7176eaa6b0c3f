package org.anfitrion.testkit.contract;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Target;

/** Every call of {@link DeviceFacet}, for rules that hold for all calls. */
final class DeviceCalls {

    private static final DiskSpec DISK = DiskSpec.file("/srv/contract.img").target("vdq");
    private static final NicSpec NIC = NicSpec.unconnected().mac("52:54:00:0c:0d:0e");
    private static final FilesystemSpec FILESYSTEM = FilesystemSpec.directory("/srv", "contract");

    private DeviceCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, DeviceFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, DeviceFacet facet, DomainId off, DomainId on) {
        Set<Scope> live = EnumSet.of(Scope.LIVE);
        Target there = new Target.OfDomain(on);
        return List.of(
                Call.of(
                        Feature.UPDATE_CONFIG,
                        new Target.OfDomain(off),
                        () -> facet.attach(off, NIC, EnumSet.of(Scope.CONFIG), Progress.unwatched())),
                Call.of(Feature.ATTACH_DISK, there, () -> facet.attach(on, DISK, live, Progress.unwatched())),
                Call.of(Feature.ATTACH_NIC, there, () -> facet.attach(on, NIC, live, Progress.unwatched())),
                Call.of(
                        Feature.ATTACH_FILESYSTEM,
                        there,
                        () -> facet.attach(on, FILESYSTEM, live, Progress.unwatched())),
                Call.of(
                        "change a device",
                        () -> facet.change(on, new DeviceKey.Disk("vdq"), DISK, live, Progress.unwatched())),
                Call.of(
                        "detach a device",
                        () -> facet.detach(on, new DeviceKey.Disk("vdq"), live, Deadline.after(Bench.ENOUGH))));
    }
}
