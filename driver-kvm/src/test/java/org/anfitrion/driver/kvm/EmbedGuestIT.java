package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.probe.HostProbe;
import org.anfitrion.api.probe.Question;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real guest in QEMU inside this process: what it says and does shows that the translation means what it should. */
class EmbedGuestIT {

    private static final Lab LAB = Lab.raised();
    private static Path root;
    private static Session session;

    @BeforeAll
    static void connect() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        root = LAB.root("g");
        session = open();
    }

    private static Session open() {
        return new KvmDriver()
                .open(
                        HypervisorUri.parse("qemu:///embed?root=" + root),
                        new OpenContext(
                                Deadline.after(Duration.ofMinutes(1)),
                                false,
                                Credentials.none(),
                                GuestsOnClose.DESTROY,
                                DataSize.mebibytes(1)));
    }

    @AfterEach
    void sweep() {
        for (DomainInfo left : session.domains().list(DomainFilter.all(), EnumSet.allOf(DomainField.class))) {
            if (left.state() != DomainState.SHUT_OFF) {
                power(left, PowerAction.DESTROY);
            }
            if (left.persistent()) {
                session.domains().remove(left.id(), Set.of());
            }
        }
    }

    @AfterAll
    static void disconnect() {
        if (session != null) {
            session.close();
        }
    }

    @Test
    void aGuestBootsWithItsDevicesAndGoesWhenAsked() {
        DomainInfo web = define(guest("web")
                .disk(DiskSpec.file(LAB.disk(root)).serial("anfitrion"))
                .nic(NicSpec.userMode().mac("52:54:00:12:34:56"))
                .build());

        Terminal terminal = start(web);
        assertTrue(terminal.until("READY").contains("cpus=1"));
        assertTrue(terminal.until("DHCP").contains("10.0.2."));
        terminal.type("cat /sys/block/vda/serial /sys/class/net/eth0/address; echo do'ne'");
        String said = terminal.until("done");
        assertTrue(said.contains("anfitrion") && said.contains("52:54:00:12:34:56"), said);

        power(web, PowerAction.SHUTDOWN);
        terminal.until("ACPI-POWER");
        terminal.untilTheEnd();
        DomainInfo after = row(web).orElseThrow();
        assertEquals(DomainState.SHUT_OFF, after.state());
        assertEquals(StateReason.GUEST_SHUTDOWN, after.status().reason());
    }

    @Test
    void aGuestThatIsRestartedSpeaksOnTheSameConsoleAgain() {
        DomainInfo web = define(guest("again").build());
        Terminal terminal = start(web);
        terminal.until("READY");

        power(web, PowerAction.RESET);
        terminal.until("READY");
        assertEquals(DomainState.RUNNING, row(web).orElseThrow().state());

        power(web, PowerAction.REBOOT);
        terminal.until("READY");
        assertEquals(DomainState.RUNNING, row(web).orElseThrow().state());
    }

    @Test
    void aSuspendedGuestHearsNothingUntilItIsResumed() {
        DomainInfo web = define(guest("sleepy").build());
        Terminal terminal = start(web);
        terminal.until("READY");

        power(web, PowerAction.SUSPEND);
        terminal.type("echo a'wak'e");
        assertEquals(DomainState.PAUSED, row(web).orElseThrow().state());
        power(web, PowerAction.RESUME);

        terminal.until("awake");
    }

    @Test
    void theNextStartHasTheMemoryAndTheCpusOfAnUpdate() {
        DomainInfo web = define(guest("grown").build());
        Described<DomainSpec> base = session.domains().read(web.id(), View.CONFIG);

        Applied applied = session.domains()
                .update(
                        web.id(),
                        base,
                        base.spec().toBuilder()
                                .memory(DataSize.mebibytes(200))
                                .cpus(2)
                                .build(),
                        Scope.CONFIG,
                        Progress.unwatched());

        assertEquals(List.of("memory: 128 MiB -> 200 MiB", "CPUs: 1 -> 2"), applied.changes());
        String ready = start(web).until("READY");
        assertTrue(ready.contains("cpus=2"), ready);
        int kibibytes = Integer.parseInt(ready.replaceAll("(?s).*mem=(\\d+).*", "$1"));
        assertTrue(kibibytes > 130_000, ready);
    }

    @Test
    void whatOnlyQemuUnderstandsSurvivesAnUpdate() {
        String xml = """
                <domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <name>odd</name>
                  <metadata><app:note xmlns:app='urn:example:app'>keep</app:note></metadata>
                  <memory unit='MiB'>64</memory>
                  <os><type arch='x86_64' machine='pc'>hvm</type><bootmenu enable='yes' timeout='3000'/></os>
                  <devices>
                    <disk type='network' device='disk'>
                      <driver name='qemu' type='raw' cache='none' discard='unmap'/>
                      <source protocol='nbd' name='export'><host name='127.0.0.1' port='10809'/></source>
                      <target dev='vda' bus='virtio'/>
                    </disk>
                    <watchdog model='i6300esb' action='reset'/>
                    <video><model type='none'/></video>
                  </devices>
                  <qemu:commandline><qemu:env name='ODD' value='1'/></qemu:commandline>
                </domain>
                """;
        DomainInfo odd = session.facet(NativeFacet.class).orElseThrow().define(xml);
        Described<DomainSpec> base = session.domains().read(odd.id(), View.CONFIG);

        session.domains()
                .update(
                        odd.id(),
                        base,
                        base.spec().toBuilder()
                                .memory(DataSize.mebibytes(96))
                                .title("Odd")
                                .nic(NicSpec.userMode())
                                .build(),
                        Scope.CONFIG,
                        Progress.unwatched());

        String after = session.domains().read(odd.id(), View.CONFIG).nativeConfiguration();
        for (String kept : List.of(
                ">keep</app:note>",
                "<bootmenu enable='yes' timeout='3000'/>",
                "discard='unmap'",
                "<host name='127.0.0.1' port='10809'/>",
                "<watchdog model='i6300esb' action='reset'",
                "<qemu:env name='ODD' value='1'/>",
                "<title>Odd</title>")) {
            assertTrue(after.contains(kept), () -> "no " + kept + " in " + after);
        }
    }

    @Test
    void aMissingDiskIsToldByItsPathBeforeAnythingRuns() {
        DomainInfo web =
                define(guest("diskless").disk(DiskSpec.file("/no/such.qcow2")).build());

        HypervisorException refusal = assertThrows(HypervisorException.class, () -> power(web, PowerAction.START));

        assertTrue(refusal.getMessage().contains("/no/such.qcow2"), refusal::getMessage);
        assertEquals(DomainState.SHUT_OFF, row(web).orElseThrow().state());
    }

    @Test
    void aTransientGuestLeavesNothing() {
        DomainInfo web = session.domains().create(guest("brief").build(), Creation.TRANSIENT, Progress.unwatched());
        Terminal terminal = new Terminal(session, web.id());
        terminal.until("READY");

        terminal.type("poweroff");
        terminal.untilTheEnd();

        assertEquals(Optional.empty(), row(web));
    }

    @Test
    void withoutHelpOfTheProcessorGuestsAreEmulatedAndTheHostSaysWhy() {
        assumeTrue(HostProbe.local()
                .probe()
                .finding(Question.VIRTUALIZATION_EXTENSIONS)
                .isNo());
        HostInfo host = session.host();
        assumeTrue(!host.notes().isEmpty(), "libvirt does not offer KVM at all");

        DomainInfo web = define(guest("slow").build());
        DomainSpec fast = guest("fast").guestType(GuestType.HARDWARE_ASSISTED).build();

        assertTrue(host.notes().stream().anyMatch(note -> note.contains("vmx")), () -> host.notes()
                .toString());
        assertFalse(host.guestTypes().contains(GuestType.HARDWARE_ASSISTED));
        assertEquals(
                Optional.of(GuestType.EMULATED),
                session.domains().read(web.id(), View.CONFIG).spec().guestType());
        assertThrows(UnsupportedCapabilityException.class, () -> define(fast));
    }

    private static DomainSpecBuilder guest(String name) {
        return DomainSpec.named(name)
                .memory(DataSize.mebibytes(128))
                .boot(LAB.guest())
                .console(ConsoleSpec.serial());
    }

    private static DomainInfo define(DomainSpec spec) {
        return session.domains().create(spec, Creation.DEFINE, Progress.unwatched());
    }

    private static Terminal start(DomainInfo domain) {
        power(domain, PowerAction.START);
        return new Terminal(session, domain.id());
    }

    private static void power(DomainInfo domain, PowerAction action) {
        session.domains().power(domain.id(), action, Deadline.after(Duration.ofSeconds(60)));
    }

    private static Optional<DomainInfo> row(DomainInfo domain) {
        return session.domains().find(new DomainRef.ById(domain.id()), EnumSet.allOf(DomainField.class));
    }
}
