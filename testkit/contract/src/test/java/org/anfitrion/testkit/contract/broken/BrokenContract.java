package org.anfitrion.testkit.contract.broken;

import java.util.Map;
import org.anfitrion.testkit.contract.AddressContract;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.BackupContract;
import org.anfitrion.testkit.contract.BlockJobContract;
import org.anfitrion.testkit.contract.ChannelContract;
import org.anfitrion.testkit.contract.ConsoleContract;
import org.anfitrion.testkit.contract.DemandContract;
import org.anfitrion.testkit.contract.DescriptionContract;
import org.anfitrion.testkit.contract.DeviceContract;
import org.anfitrion.testkit.contract.DisplayContract;
import org.anfitrion.testkit.contract.DomainContract;
import org.anfitrion.testkit.contract.EventContract;
import org.anfitrion.testkit.contract.GuestContract;
import org.anfitrion.testkit.contract.LifetimeContract;
import org.anfitrion.testkit.contract.ListContract;
import org.anfitrion.testkit.contract.MemoryBackends;
import org.anfitrion.testkit.contract.MigrationContract;
import org.anfitrion.testkit.contract.NativeContract;
import org.anfitrion.testkit.contract.NetworkContract;
import org.anfitrion.testkit.contract.NodeDeviceContract;
import org.anfitrion.testkit.contract.OpeningContract;
import org.anfitrion.testkit.contract.PowerContract;
import org.anfitrion.testkit.contract.ProvisioningContract;
import org.anfitrion.testkit.contract.Rule;
import org.anfitrion.testkit.contract.SavedStateContract;
import org.anfitrion.testkit.contract.SecretContract;
import org.anfitrion.testkit.contract.SessionContract;
import org.anfitrion.testkit.contract.SnapshotContract;
import org.anfitrion.testkit.contract.StatisticsContract;
import org.anfitrion.testkit.contract.StorageContract;
import org.anfitrion.testkit.contract.TuningContract;
import org.anfitrion.testkit.contract.UpdateContract;
import org.anfitrion.testkit.contract.WireContract;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/**
 * The contract on a driver that has a fault; run by {@link BrokenDrivers} only, which says which. A fault in an optional
 * facet is looked for by that facet's part, any other by all that every driver must pass.
 */
class BrokenContract {

    static final String NAME = "broken";

    private static final Map<String, Class<?>> BY_FAMILY = Map.ofEntries(
            Map.entry("DEV", Device.class),
            Map.entry("STO", Storage.class),
            Map.entry("NET", Network.class),
            Map.entry("ADR", Address.class),
            Map.entry("SNP", Snapshot.class),
            Map.entry("SAV", SavedState.class),
            Map.entry("MIG", Migration.class),
            Map.entry("STA", Statistics.class),
            Map.entry("CHN", Channel.class),
            Map.entry("DSP", Display.class),
            Map.entry("GST", Guest.class),
            Map.entry("BCK", Backup.class),
            Map.entry("SEC", Secret.class),
            Map.entry("NOD", NodeDevice.class),
            Map.entry("BLK", BlockJob.class),
            Map.entry("PRV", Provisioning.class));

    private static volatile Fault fault;

    /** What the next run is about. */
    static void is(Fault next) {
        fault = next;
    }

    static Class<?> of(Rule rule) {
        return BY_FAMILY.getOrDefault(rule.family(), Core.class);
    }

    public Backend backend() {
        return MemoryBackends.of(NAME, new MemoryHypervisor(), fault.breaking()).build();
    }

    static class Core extends BrokenContract
            implements OpeningContract,
                    SessionContract,
                    WireContract,
                    DomainContract,
                    ListContract,
                    DescriptionContract,
                    DemandContract,
                    UpdateContract,
                    TuningContract,
                    LifetimeContract,
                    PowerContract,
                    ConsoleContract,
                    EventContract,
                    NativeContract {}

    static class Device extends BrokenContract implements DeviceContract {}

    static class Storage extends BrokenContract implements StorageContract {}

    static class Network extends BrokenContract implements NetworkContract {}

    static class Address extends BrokenContract implements AddressContract {}

    static class Snapshot extends BrokenContract implements SnapshotContract {}

    static class SavedState extends BrokenContract implements SavedStateContract {}

    static class Migration extends BrokenContract implements MigrationContract {}

    static class Statistics extends BrokenContract implements StatisticsContract {}

    static class Channel extends BrokenContract implements ChannelContract {}

    static class Display extends BrokenContract implements DisplayContract {}

    static class Guest extends BrokenContract implements GuestContract {}

    static class Backup extends BrokenContract implements BackupContract {}

    static class Secret extends BrokenContract implements SecretContract {}

    static class NodeDevice extends BrokenContract implements NodeDeviceContract {}

    static class BlockJob extends BrokenContract implements BlockJobContract {}

    static class Provisioning extends BrokenContract implements ProvisioningContract {}
}
