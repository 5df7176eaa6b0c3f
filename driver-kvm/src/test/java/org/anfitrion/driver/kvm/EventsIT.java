package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.event.BalloonEvent;
import org.anfitrion.api.event.BlockJobEvent;
import org.anfitrion.api.event.BlockThresholdEvent;
import org.anfitrion.api.event.DeviceEvent;
import org.anfitrion.api.event.DomainClockEvent;
import org.anfitrion.api.event.DomainEvent;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.DomainRebootEvent;
import org.anfitrion.api.event.GuestAgentEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.JobCompletedEvent;
import org.anfitrion.api.event.MediumEvent;
import org.anfitrion.api.event.MetadataEvent;
import org.anfitrion.api.event.MigrationIterationEvent;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.api.event.PoolEvent;
import org.anfitrion.api.event.SecretEvent;
import org.anfitrion.api.event.TuningEvent;
import org.anfitrion.api.event.ViewerEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens on a real host, caused by another program, is told to a listener. */
class EventsIT {

    private static final Lab LAB = Lab.raised();

    private final BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
    private final String name = "event-" + UUID.randomUUID();
    private Path folder;
    private GuestHost guests;
    private Subscription subscription;

    @BeforeAll
    static void haveLab() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
    }

    @BeforeEach
    void listen() throws IOException {
        folder = Files.createDirectories(LAB.place("e"));
        guests = GuestHost.at(LAB, LAB.daemon(), folder);
        subscription = guests.host().subscribe(events::add);
    }

    @AfterEach
    void leave() {
        subscription.close();
        guests.close();
    }

    private static String virsh(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", LAB.daemon()));
        command.addAll(Arrays.asList(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private <E extends HypervisorEvent> E heard(Class<E> type, Predicate<E> which) {
        List<HypervisorEvent> others = new ArrayList<>();
        long end = System.nanoTime() + GuestHost.PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                HypervisorEvent event = events.poll(1, TimeUnit.SECONDS);
                if (type.isInstance(event) && which.test(type.cast(event))) {
                    return type.cast(event);
                }
                if (event != null) {
                    others.add(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no such " + type.getSimpleName() + ", only " + others);
    }

    private <E extends DomainEvent> E heard(Class<E> type) {
        return heard(type, event -> event.name().equals(name));
    }

    /** A machine without a guest: enough for all that its machine does. */
    private Domain machine() {
        Domain domain = guests.define(guests.guest(name)
                .disk(DiskSpec.file(LAB.freshDisk()))
                .disk(DiskSpec.emptyCdrom())
                .build());
        domain.start();
        return domain;
    }

    @Test
    void aLifeInItsOrder() {
        Domain domain = machine();
        domain.suspend();
        domain.resume();
        domain.destroy();
        // Others may stand between: a start waits, suspended, for its console.
        for (Change change :
                List.of(Change.DEFINED, Change.STARTED, Change.SUSPENDED, Change.RESUMED, Change.STOPPED)) {
            DomainLifecycleEvent event =
                    heard(DomainLifecycleEvent.class, one -> one.name().equals(name) && one.change() == change);
            assertEquals(domain.id(), event.domain());
        }
    }

    @Test
    void aReset() {
        machine();
        virsh("reset", name);
        heard(DomainRebootEvent.class);
    }

    @Test
    void textsAndDataOfOtherPrograms() {
        machine();
        virsh("desc", name, "--config", "--title", "a title");
        assertEquals("title", heard(MetadataEvent.class).kind());
        virsh("metadata", name, "urn:example", "--config", "--key", "x", "--set", "<mine/>");
        MetadataEvent other = heard(MetadataEvent.class);
        assertEquals("element", other.kind());
        assertEquals("urn:example", other.namespace().orElseThrow());
    }

    @Test
    void settingsOfARunningDomain() {
        machine();
        virsh("blkdeviotune", name, "vda", "--live", "--total-iops-sec", "500");
        TuningEvent event = heard(TuningEvent.class);
        assertEquals("500", event.settings().get("blkdeviotune.total_iops_sec"), event::toString);
    }

    @Test
    void aDeviceThatCameAndWent() throws IOException {
        machine();
        Path device = Files.writeString(
                folder.resolve("rng.xml"), "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>");
        virsh("attach-device", name, device.toString(), "--live");
        DeviceEvent added = heard(DeviceEvent.class);
        assertEquals(DeviceEvent.Change.ADDED, added.change());
        assertTrue(added.device().startsWith("rng"), added::toString);
    }

    @Test
    void aTrayThatOpens() {
        machine();
        virsh(
                "qemu-monitor-command",
                name,
                "{\"execute\":\"blockdev-open-tray\",\"arguments\":{\"id\":\"sata0-0-0\"}}");
        MediumEvent event = heard(MediumEvent.class);
        assertEquals(MediumEvent.Change.TRAY_OPENED, event.change());
    }

    @Test
    void anImageThatGrewPastAMark() {
        machine();
        virsh("domblkthreshold", name, "vda", "1");
        virsh(
                "qemu-monitor-command",
                name,
                "--hmp",
                "qemu-io -d /machine/peripheral/virtio-disk0/virtio-backend \"write 0 1M\"");
        BlockThresholdEvent event = heard(BlockThresholdEvent.class);
        assertEquals(1, event.threshold().bytes());
        assertTrue(event.excess().bytes() > 0);
    }

    @Test
    void workOnADrive() {
        machine();
        virsh("blockcopy", name, "vda", folder.resolve("copy.qcow2").toString(), "--transient-job");
        BlockJobEvent ready = heard(BlockJobEvent.class, event -> event.name().equals(name));
        assertEquals("vda", ready.target());
        assertEquals(BlockJobKind.COPY, ready.kind());
        assertEquals(BlockJobEvent.Outcome.READY, ready.outcome());
        virsh("blockjob", name, "vda", "--abort");
        assertEquals(BlockJobEvent.Outcome.CANCELLED, heard(BlockJobEvent.class).outcome());
    }

    @Test
    void workOnADomain() {
        machine();
        virsh("managedsave", name);
        assertEquals(1, heard(MigrationIterationEvent.class).iteration());
        JobCompletedEvent event = heard(JobCompletedEvent.class);
        assertNotNull(event.statistics().get("memory_total"), event::toString);
    }

    @Test
    void somebodyWhoLooks() throws IOException {
        Path screen = folder.resolve("vnc");
        virsh(
                "define",
                Files.writeString(folder.resolve("v.xml"), """
                        <domain type='qemu'><name>%s</name><memory unit='MiB'>32</memory>
                        <os><type arch='x86_64' machine='q35'>hvm</type></os>
                        <devices><graphics type='vnc' socket='%s'/></devices></domain>
                        """.formatted(name, screen))
                        .toString());
        guests.adopt(guests.host().domains().get(name)).start();
        try (SocketChannel viewer = SocketChannel.open(UnixDomainSocketAddress.of(screen))) {
            viewer.write(ByteBuffer.wrap("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII)));
            assertEquals(ViewerEvent.Phase.CONNECTED, heard(ViewerEvent.class).phase());
        }
        heard(ViewerEvent.class, event -> event.name().equals(name) && event.phase() == ViewerEvent.Phase.DISCONNECTED);
    }

    @Test
    void whatAGuestDoes() {
        Domain domain = guests.define(guests.guest(name)
                .boot(LAB.guestWithAgent())
                .channel(ChannelSpec.guestAgent())
                .build());
        Console console = guests.boot(domain);
        assertTrue(heard(GuestAgentEvent.class, event -> event.name().equals(name) && event.connected())
                .connected());
        virsh("setmem", name, "100M", "--live");
        assertTrue(heard(BalloonEvent.class).memory().bytes() < 128 << 20);
        GuestHost.run(console, "date -s 2030-01-01; hwclock -w -u");
        assertTrue(heard(DomainClockEvent.class).offset().toDays() > 365);
        console.send("reboot\n");
        heard(DomainRebootEvent.class);
    }

    @Test
    void aNetwork() throws IOException {
        Path network = Files.writeString(folder.resolve("n.xml"), """
                <network><name>%s</name><forward mode='bridge'/><bridge name='anf-none'/></network>
                """.formatted(name));
        virsh("net-define", network.toString());
        virsh("net-start", name);
        virsh("net-destroy", name);
        virsh("net-undefine", name);
        for (NetworkEvent.Change change : List.of(
                NetworkEvent.Change.DEFINED,
                NetworkEvent.Change.STARTED,
                NetworkEvent.Change.STOPPED,
                NetworkEvent.Change.UNDEFINED)) {
            assertEquals(
                    change,
                    heard(NetworkEvent.class, event -> event.network().equals(name))
                            .change());
        }
    }

    @Test
    void aPool() {
        virsh("pool-define-as", name, "dir", "--target", folder.resolve("pool").toString());
        for (String verb : List.of("build", "start", "refresh", "destroy", "delete", "undefine")) {
            virsh("pool-" + verb, name);
        }
        for (PoolEvent.Change change : List.of(
                PoolEvent.Change.DEFINED,
                PoolEvent.Change.BUILT,
                PoolEvent.Change.STARTED,
                PoolEvent.Change.REFRESHED,
                PoolEvent.Change.STOPPED,
                PoolEvent.Change.DELETED,
                PoolEvent.Change.UNDEFINED)) {
            heard(PoolEvent.class, event -> event.pool().equals(name) && event.change() == change);
        }
    }

    @Test
    void aSecret() throws IOException {
        String uuid = UUID.randomUUID().toString();
        Path secret = Files.writeString(
                folder.resolve("s.xml"), "<secret ephemeral='no' private='no'><uuid>" + uuid + "</uuid></secret>");
        virsh("secret-define", secret.toString());
        virsh("secret-set-value", uuid, "--base64", "c2VjcmV0");
        virsh("secret-undefine", uuid);
        for (SecretEvent.Change change :
                List.of(SecretEvent.Change.DEFINED, SecretEvent.Change.VALUE_CHANGED, SecretEvent.Change.UNDEFINED)) {
            assertEquals(
                    change,
                    heard(SecretEvent.class, event -> event.secret().key().equals(uuid))
                            .change());
        }
    }
}
