package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of {@link NetworkFacet}: {@code NET}. */
public interface NetworkContract extends Contract {

    /**
     * What was asked for is there, once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_1)
    default void aDefinedNetworkIsThereOnceAsItWasAskedFor(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        NetworkSpec asked = stage.spec();
        NetworkInfo row = stage.define(asked);
        NetworkSpec read = stage.read(asked.name(), View.CONFIG).spec();
        List<NetworkInfo> listed = stage.perform(stage.facet()::networks).stream()
                .filter(other -> other.name().equals(asked.name()))
                .toList();
        assertAll(
                () -> assertEquals(asked.name(), row.name(), "its name"),
                () -> assertFalse(row.active(), "it is active before it was started"),
                () -> assertTrue(row.persistent(), "it is not kept"),
                () -> assertEquals(List.of(row), listed, "how it is listed"),
                () -> assertEquals(row, stage.row(asked.name()), "how it is found"),
                () -> assertEquals(asked, leftOpen(read, asked), "its description"));
    }

    /**
     * A bridge of the host can be a network.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_1)
    default void aBridgedNetworkIsDescribedAsOne(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        NetworkSpec asked = NetworkSpec.bridged(bench.name(), "br-contract");
        stage.perform(stage.facet()::networks);
        NetworkInfo row =
                stage.perform(Feature.NETWORK_BRIDGE, () -> stage.facet().define(asked));
        assertEquals(asked.bridge(), row.bridge(), "its bridge");
        assertEquals(asked, leftOpen(stage.read(asked.name(), View.CONFIG).spec(), asked), "its description");
    }

    /** A description without what another one left open. */
    private static NetworkSpec leftOpen(NetworkSpec read, NetworkSpec asked) {
        return new NetworkSpec(
                read.name(),
                asked.uuid().isEmpty() ? Optional.empty() : read.uuid(),
                read.forward(),
                asked.bridge().isEmpty() ? Optional.empty() : read.bridge(),
                asked.domainName().isEmpty() ? Optional.empty() : read.domainName(),
                read.subnets(),
                read.autostart());
    }

    /**
     * A name or UUID is given once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_2)
    default void aTakenNameOrUuidIsRefusedAndTheOtherStays(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        NetworkInfo there = stage.define();
        NetworkSpec sameName = stage.ground().network().apply(there.name());
        stage.refused(AlreadyExistsException.class, () -> stage.facet().define(sameName));
        there.uuid().ifPresent(uuid -> {
            NetworkSpec sameUuid = stage.spec().uuid(uuid);
            stage.refused(AlreadyExistsException.class, () -> stage.facet().define(sameUuid));
        });
        assertEquals(there, stage.row(there.name()), "the network that was there before");
    }

    /**
     * Up is up, and down is down.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_3)
    default void aNetworkIsStartedAndStoppedOnce(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        String name = stage.define().name();
        stage.refused(InvalidStateException.class, () -> stage.facet().stop(name));
        assertTrue(stage.perform(() -> stage.facet().start(name)).active(), "what start returned");
        assertTrue(stage.row(name).active(), "a started network");
        stage.refused(InvalidStateException.class, () -> stage.facet().start(name));
        assertFalse(stage.perform(() -> stage.facet().stop(name)).active(), "what stop returned");
        assertFalse(stage.row(name).active(), "a stopped network");
    }

    /**
     * What is not there is not found.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_4)
    default void aNetworkThatIsNotThereSaysSo(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        NetworkFacet facet = stage.facet();
        String absent = bench.name();
        assertEquals(Optional.empty(), stage.perform(() -> facet.network(absent)));
        Described<NetworkSpec> base = stage.read(stage.define().name(), View.CONFIG);
        List<Runnable> calls = new ArrayList<>(List.of(
                () -> facet.read(absent, View.CONFIG),
                () -> facet.update(absent, base, stage.ground().network().apply(absent), Scope.CONFIG),
                () -> facet.start(absent),
                () -> facet.stop(absent),
                () -> facet.autostart(absent, true),
                () -> facet.remove(absent)));
        if (!bench.session().support(Feature.NETWORK_DHCP, new Target.Host()).isNo()) {
            calls.add(() -> facet.leases(absent));
        }
        assertAll(calls.stream().map(call -> (Executable) () -> stage.refused(NotFoundException.class, call)));
    }

    /**
     * An update keeps what it does not speak of, and does not overwrite what it has not read.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_5)
    default void anUpdateChangesWhatDiffersAndNoticesAnother(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        String name = stage.define().name();
        Described<NetworkSpec> base = stage.read(name, View.CONFIG);
        NetworkSpec wanted = base.spec().domainName("contract.example");
        Applied applied = stage.perform(() -> stage.facet().update(name, base, wanted, Scope.CONFIG));
        assertFalse(applied.changes().isEmpty(), "the update does not say what it changed");
        assertEquals(wanted, stage.read(name, View.CONFIG).spec(), "the description after the update");
        NetworkSpec late = base.spec().domainName("late.example");
        stage.refused(ConflictException.class, () -> stage.facet().update(name, base, late, Scope.CONFIG));
        assertEquals(wanted, stage.read(name, View.CONFIG).spec(), "the description after the conflict");
        Described<NetworkSpec> now = stage.read(name, View.CONFIG);
        Applied nothing = stage.perform(() -> stage.facet().update(name, now, now.spec(), Scope.CONFIG));
        assertEquals(List.of(), nothing.changes(), "what an update changed that wanted nothing");
    }

    /**
     * What a description cannot express outlives an update of what it can.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_5)
    default void anUpdateKeepsWhatADescriptionCannotExpress(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        NetworkGround.Foreign foreign = stage.ground()
                .foreign()
                .orElseThrow(
                        () -> Ruling.unknown("no network beyond the descriptions was given (NetworkGround.foreign)"));
        String name = bench.name();
        foreign.define().accept(name);
        Described<NetworkSpec> base = stage.read(name, View.CONFIG);
        assertTrue(foreign.hasUnknown().test(base.nativeConfiguration()), "what is unknown is not even read");
        NetworkSpec wanted = base.spec().domainName("contract.example");
        stage.perform(() -> stage.facet().update(name, base, wanted, Scope.CONFIG));
        Described<NetworkSpec> after = stage.read(name, View.CONFIG);
        assertTrue(
                foreign.hasUnknown().test(after.nativeConfiguration()),
                () -> "what is unknown is gone: " + after.nativeConfiguration());
        assertEquals(wanted, after.spec(), "the description after the update");
    }

    /**
     * An address is kept for a guest while others are on the network.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_6)
    default void aKeptAddressIsAddedWhileTheNetworkIsUp(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        stage.requireDhcp();
        NetworkSpec spec = stage.spec();
        String name = stage.up(spec).name();
        Described<NetworkSpec> base = stage.read(name, View.LIVE);
        NetworkSpec wanted = stage.keeping(base.spec());
        stage.perform(Feature.NETWORK_UPDATE_LIVE, () -> stage.facet().update(name, base, wanted, Scope.LIVE));
        assertTrue(stage.row(name).active(), "the network is down after the update");
        assertEquals(wanted.subnets(), stage.read(name, View.LIVE).spec().subnets(), "what is kept now");
        if (stage.ground().client().isPresent()) {
            stage.guestOn(name);
            assertKept(stage, name, spec);
        }
    }

    private static void assertKept(NetworkStage stage, String name, NetworkSpec spec) {
        List<Lease> leases = stage.leases(name).stream()
                .filter(lease -> lease.mac().equals(NetworkStage.CARD))
                .toList();
        assertEquals(
                List.of(stage.kept(spec)), leases.stream().map(Lease::address).toList(), () -> "leases " + leases);
    }

    /**
     * A network goes when it is down, and its name with it.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_7)
    default void anActiveNetworkStaysAndARemovedOneIsGone(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        NetworkSpec spec = stage.spec();
        String name = stage.up(spec).name();
        stage.refused(InvalidStateException.class, () -> stage.facet().remove(name));
        assertTrue(stage.row(name).active(), "the active network");
        stage.perform(() -> stage.facet().stop(name));
        stage.facet().remove(name);
        assertEquals(Optional.empty(), stage.perform(() -> stage.facet().network(name)), "a removed network");
        assertFalse(
                stage.perform(stage.facet()::networks).stream()
                        .anyMatch(row -> row.name().equals(name)),
                "a removed network is listed");
        assertEquals(name, stage.define(spec).name(), "the name used again");
    }

    /**
     * A guest's address is found by its card.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_8)
    default void aGuestGetsTheAddressThatIsKeptForItsCard(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        stage.requireDhcp();
        stage.client();
        NetworkSpec spec = stage.spec();
        String name = stage.up(stage.keeping(spec)).name();
        assertEquals(List.of(), stage.leases(name), "leases before there was a guest");
        stage.guestOn(name);
        assertKept(stage, name, spec);
        // A day, for backends whose clock is not that of this machine.
        Instant past = Instant.now().minus(Duration.ofDays(1));
        assertAll(stage.leases(name).stream()
                .map(lease -> () -> assertAll(
                        () -> assertTrue(
                                spec.subnets().stream().anyMatch(subnet -> subnet.contains(lease.address())),
                                () -> lease + " is not in the network"),
                        () -> assertTrue(
                                lease.expires().filter(past::isAfter).isEmpty(), () -> lease + " has expired"))));
    }

    /**
     * Autostart can be seen.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_9)
    default void autostartOnceSetIsSeen(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        String name = stage.define().name();
        for (boolean on : List.of(true, false)) {
            stage.perform(() -> {
                stage.facet().autostart(name, on);
                return on;
            });
            assertEquals(on, stage.row(name).autostart(), "autostart in the row");
            assertEquals(on, stage.read(name, View.CONFIG).spec().autostart(), "autostart in the description");
        }
    }

    /**
     * What happens to a network is told.
     *
     * @param bench what the test works with
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    @Checks(Rule.NET_10)
    default void theLifeOfANetworkIsToldInItsOrder(Bench bench) throws InterruptedException {
        NetworkStage stage = new NetworkStage(bench);
        EventFacet events = bench.facet(EventFacet.class, Feature.EVENTS);
        NetworkLog log = new NetworkLog();
        try (Registration registration =
                bench.perform(Feature.EVENTS, new Target.Host(), () -> events.subscribe(log))) {
            NetworkSpec spec = stage.spec();
            String name = spec.name();
            List<NetworkEvent.Change> told = List.of(
                    NetworkEvent.Change.DEFINED,
                    NetworkEvent.Change.STARTED,
                    NetworkEvent.Change.STOPPED,
                    NetworkEvent.Change.UNDEFINED);
            List<Runnable> steps = List.of(
                    () -> stage.define(spec),
                    () -> stage.perform(() -> stage.facet().start(name)),
                    () -> stage.perform(() -> stage.facet().stop(name)),
                    () -> stage.facet().remove(name));
            boolean pushed = bench.session()
                    .support(Feature.PUSH_EVENTS, new Target.Host())
                    .isYes();
            for (int i = 0; i < steps.size(); i++) {
                steps.get(i).run();
                if (!pushed) {
                    log.waitsFor(name, told.subList(0, i + 1), bench.backend().patience());
                }
            }
            assertTrue(
                    log.waitsFor(name, told, bench.backend().patience()),
                    () -> "a life of " + told + " was told as " + log.of(name));
        }
    }

    /**
     * A guest does not run without its network.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NET_11)
    default void aGuestDoesNotRunWithoutItsNetwork(Bench bench) {
        NetworkStage stage = new NetworkStage(bench);
        String name = stage.define().name();
        DomainId id = bench.define(
                        bench.spec().toBuilder().nic(NicSpec.network(name)).build())
                .id();
        World before = bench.world();
        try {
            bench.power(id, PowerAction.START);
        } catch (InvalidStateException e) {
            assertEquals(before, bench.world(), "a start that was refused changed something");
            stage.perform(() -> stage.facet().start(name));
            stage.ground().deserted().ifPresent(reason -> {
                throw Ruling.unknown(
                        "that it is refused was seen, that it starts on an active network was not: " + reason);
            });
            assertTrue(bench.power(id, PowerAction.START).state().isActive(), "it does not start with its network");
        }
        assertTrue(stage.row(name).active(), "the domain runs, and its network is down");
    }
}
