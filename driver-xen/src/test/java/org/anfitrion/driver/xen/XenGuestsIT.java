package org.anfitrion.driver.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is peculiar about Xen's guests under libvirt does not show. */
class XenGuestsIT {

    private static final XenLab LAB = XenLab.raised();

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static XenHost own;

    private final List<Domain> made = new ArrayList<>();
    private Hypervisor host;

    @BeforeAll
    static void boot() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        own = XenHost.booted(LAB);
    }

    @AfterAll
    static void down() {
        if (own != null) {
            own.close();
        }
    }

    @BeforeEach
    void connect() {
        host = Hypervisors.connect(own.uri());
    }

    @AfterEach
    void clear() {
        for (Domain domain : made) {
            if (domain.exists()) {
                if (domain.state().isActive()) {
                    domain.destroy();
                }
                domain.undefine();
            }
        }
        host.close();
    }

    private Domain defined(GuestType type, Boot boot, UnaryOperator<DomainSpecBuilder> more) {
        DomainSpecBuilder spec = DomainSpec.named("it-" + UUID.randomUUID())
                .guestType(type)
                .boot(boot)
                .memory(DataSize.mebibytes(boot.equals(LAB.idle()) ? 32 : 128));
        Domain domain = host.domains().define(more.apply(spec).build());
        made.add(domain);
        return domain;
    }

    @Test
    void aGuestStartsAgainAtOnceWhenItIsShutOff() {
        Domain domain = defined(GuestType.PARAVIRTUAL, LAB.guest(), spec -> spec.console(ConsoleSpec.paravirtual()));
        for (int turn = 0; turn < 2; turn++) {
            domain.start();
            domain.console().expect("READY", PATIENCE);
            domain.console().send("poweroff\n");
            domain.awaitState(DomainState.SHUT_OFF, PATIENCE);
        }
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
    }

    @Test
    void theHostIsListedAmongItsDomainsAndIsNeitherStoppedNorChanged() {
        Domain itself = host.domains().get("Domain-0");
        List<Executable> attempts = List.of(
                itself::destroy,
                itself::shutdown,
                itself::reboot,
                itself::suspend,
                itself::undefine,
                () -> itself.autostart(true),
                () -> itself.savedState().save().await(PATIENCE));
        for (Executable attempt : attempts) {
            UnsupportedCapabilityException refused = assertThrows(UnsupportedCapabilityException.class, attempt);
            assertTrue(refused.getMessage().contains("the host itself"), refused.getMessage());
        }
        assertTrue(itself.support(Feature.SHUTDOWN).isNo());
        assertEquals(DomainState.RUNNING, itself.state());
        assertEquals(itself, host.domains().get("Domain-0"));
    }

    @Test
    void moreCpusThanTheHostHasAreRefusedOfARunningGuest() {
        Domain domain = defined(GuestType.PARAVIRTUAL, LAB.idle(), spec -> spec.cpus(new CpuCount(1, 8)));
        domain.start();
        var live = domain.describe(View.LIVE);
        InvalidSpecException refused = assertThrows(
                InvalidSpecException.class,
                () -> domain.update(
                        live, live.spec().toBuilder().cpus(new CpuCount(8, 8)).build(), Scope.LIVE));
        assertTrue(refused.getMessage().contains("greater than max allowable"), refused.getMessage());
        assertEquals(1, domain.describe(View.LIVE).spec().cpus().current());
    }

    @Test
    void aPluggedCardHasNoNameOnTheHostAndIsUsedAllTheSame() {
        Domain domain = defined(GuestType.PARAVIRTUAL, LAB.guest(), spec -> spec.console(ConsoleSpec.paravirtual()));
        domain.start();
        domain.console().expect("READY", PATIENCE);
        DeviceSpec card = domain.devices()
                .attach(NicSpec.bridge(LAB.bridge()), Scope.LIVE)
                .await(PATIENCE);
        domain.console().send("while ! ip link show eth0; do sleep 1; done; echo card' here'\n");
        domain.console().expect("card here", PATIENCE);
        assertEquals(1, domain.describe(View.LIVE).spec().nics().size());
        assertTrue(domain.statistics().nics().isEmpty(), "libvirt counts nothing for it");
        domain.devices().detach(card.key().orElseThrow(), Scope.LIVE).await(PATIENCE);
        assertEquals(List.of(), domain.describe(View.LIVE).spec().nics());
    }

    @Test
    void aGuestThatIsBeingChangedIsBusy() {
        own.enter(
                "sh",
                "-c",
                "'printf \"#!/bin/sh\\nsleep 36\\n\" >/etc/xen/scripts/slow; chmod 755 /etc/xen/scripts/slow'");
        Domain domain = defined(GuestType.PARAVIRTUAL, LAB.idle(), spec -> spec.nic(NicSpec.bridge(LAB.bridge())));
        var config = domain.describe(View.CONFIG);
        domain.redefine(
                config,
                config.nativeConfiguration().replaceFirst("(<source bridge='[^']*'/>)", "$1<script path='slow'/>"));
        CompletableFuture<Void> start = CompletableFuture.runAsync(domain::start);
        ResourceBusyException busy = assertThrows(ResourceBusyException.class, () -> changedWhile(start, domain));
        assertTrue(busy.getMessage().contains("state change lock"), busy.getMessage());
        try {
            start.join();
        } catch (java.util.concurrent.CompletionException slow) {
            // Whether Xen waits for such a script to its end is not what this is about.
            assertTrue(slow.getCause() instanceof HypervisorException, () -> String.valueOf(slow.getCause()));
        }
        domain.autostart(true);
        domain.autostart(false);
    }

    /** Until the start has begun nothing is in the way. */
    private static void changedWhile(CompletableFuture<Void> start, Domain domain) {
        while (!start.isDone()) {
            domain.autostart(false);
        }
    }

    @Test
    void aPcStartsFromItsFirmware() {
        Domain domain = defined(GuestType.HARDWARE_ASSISTED, Boot.bios(), spec -> spec);
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
        domain.suspend();
        assertEquals(DomainState.PAUSED, domain.state());
        domain.resume();
        domain.destroy();
        assertEquals(DomainState.SHUT_OFF, domain.state());
    }

    @Test
    void whatCannotBeSavedIsNotHalfSaved() {
        // Nobody is there who would help with it.
        Domain domain = defined(GuestType.PARAVIRTUAL, LAB.idle(), spec -> spec);
        domain.start();
        assertThrows(
                BackendFailureException.class, () -> domain.savedState().save().await(PATIENCE));
        assertFalse(domain.savedState().exists(), "half of it was left");
        assertEquals(DomainState.RUNNING, domain.state());
        domain.destroy();
        domain.start();
        assertEquals(DomainState.RUNNING, domain.state());
    }

    @Test
    void itsFamilyIsWhatItsTypeAndItsStartSay() {
        assertEquals("xenpv", machine(defined(GuestType.PARAVIRTUAL, LAB.idle(), spec -> spec)));
        assertEquals("xenpvh", machine(defined(GuestType.HARDWARE_ASSISTED, LAB.idle(), spec -> spec)));
        assertEquals("xenfv", machine(defined(GuestType.HARDWARE_ASSISTED, Boot.bios(), spec -> spec)));
        assertEquals("xenpv", machine(defined(GuestType.PARAVIRTUAL, Boot.loader("pygrub"), spec -> spec)));
        assertThrows(InvalidSpecException.class, () -> defined(GuestType.PARAVIRTUAL, Boot.bios(), spec -> spec));
    }

    private static String machine(Domain domain) {
        return domain.describe(View.CONFIG).nativeConfiguration().replaceFirst("(?s).*machine='([a-z]+)'.*", "$1");
    }
}
