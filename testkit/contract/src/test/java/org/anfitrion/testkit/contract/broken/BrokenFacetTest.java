package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What a driver need not have. */
class BrokenFacetTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return Stream.of(
                        DeviceFaults.all(),
                        StorageFaults.all(),
                        NetworkFaults.all(),
                        AddressFaults.all(),
                        SnapshotFaults.all(),
                        SavedStateFaults.all(),
                        MigrationFaults.all(),
                        StatisticsFaults.all(),
                        ChannelFaults.all(),
                        DisplayFaults.all(),
                        GuestFaults.all(),
                        BackupFaults.all(),
                        SecretFaults.all(),
                        NodeDeviceFaults.all(),
                        BlockJobFaults.all(),
                        ProvisioningFaults.all())
                .flatMap(all -> all);
    }
}
