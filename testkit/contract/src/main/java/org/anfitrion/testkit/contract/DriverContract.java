package org.anfitrion.testkit.contract;

/**
 * The driver contract: every numbered rule in the Javadoc of {@code org.anfitrion.spi} as a JUnit test. The author of a driver
 * adopts it with one method:
 *
 * <pre>{@code
 * class QemuEmbedIT implements DriverContract {
 *
 *     @Override
 *     public Backend backend() {
 *         return Backend.of("qemu-embed", new KvmDriver(), "qemu:///embed?root=/var/tmp/contract")
 *                 .devices(b -> b.disk(DiskSpec.file(Path.of("/no/such.qcow2"))).nic(NicSpec.userMode()))
 *                 .guest(BootableGuest.of(b -> b.boot(Boot.kernel("/boot/guest").initrd("/boot/initrd")
 *                                         .commandLine("console=ttyS0 quiet"))
 *                                 .console(ConsoleSpec.serial()))
 *                         .says("READY")
 *                         .listens()
 *                         .echoes())
 *                 .dialect(NativeDialect.libvirt("qmp"))
 *                 .refuses("qemu:///nonsense", InvalidSpecException.class)
 *                 .build();
 *     }
 * }
 * }</pre>
 *
 * <p>Of these only the first line and the last are needed. A rule that lacks something says in the report what it lacks.
 *
 * <p>What the contract does to the host: it makes domains with names of its own, which no other domain has, and removes them
 * after each test, whatever happened; other domains it only lists. Domains are started and destroyed without waiting for
 * them to boot; one guest boots, two or three times, if one is given.
 *
 * <p>Verdicts. Where the driver's {@code support} says no, the test holds it to that: the operation has to throw {@code
 * UnsupportedCapabilityException} and to change nothing; then the verdict is <em>no</em>, with the driver's reason. Where it
 * does not know, the operation is tried and may be refused or work; if it is refused, the verdict is <em>unknown</em>. A
 * facet that is absent is a no. Nothing is skipped. For each class a report is written to {@code
 * target/contract/NAME.json} (the system property {@value org.anfitrion.testkit.contract.report.ReportFile#DIRECTORY} names
 * another folder), and the same as a table for people beside it.
 *
 * <p>A backend that cannot be had where the tests run is {@link Backend#unobtainable}: its tests are aborted, and the report
 * says why. The random lives of domains are in a class of their own: {@link
 * org.anfitrion.testkit.contract.model.ModelProperties}.
 */
public interface DriverContract
        extends OpeningContract,
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
                NativeContract,
                DeviceContract,
                StorageContract,
                NetworkContract,
                AddressContract,
                SnapshotContract,
                SavedStateContract,
                MigrationContract,
                StatisticsContract,
                ChannelContract,
                DisplayContract,
                GuestContract,
                BackupContract,
                SecretContract,
                NodeDeviceContract,
                BlockJobContract,
                ProvisioningContract {}
