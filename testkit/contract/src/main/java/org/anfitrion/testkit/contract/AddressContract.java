package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.spi.AddressFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of {@link AddressFacet}: {@code ADR}. */
public interface AddressContract extends Contract {

    /**
     * Each source answers for itself.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.ADR_1)
    default void eachSourceAnswersForItself(Bench bench) {
        AddressFacet facet = bench.facet(AddressFacet.class, Feature.ADDRESSES);
        AddressedGuest guest = bench.backend().fixture(AddressedGuest.class);
        DomainId id = bench.define(
                        guest.domain().apply(bench.spec().toBuilder()).build())
                .id();
        bench.power(id, PowerAction.START);
        Set<AddressSource> all = EnumSet.allOf(AddressSource.class);
        assertTrue(
                Eventually.holds(
                        guest.within(), () -> !ask(bench, facet, id, all).isEmpty()),
                () -> "no address is known within " + guest.within());
        // A guest gets addresses while it is asked: each answers alone before and after they do together.
        Map<AddressSource, Set<GuestAddress>> alone = new EnumMap<>(AddressSource.class);
        eachAlone(facet, id, alone);
        List<GuestAddress> together = ask(bench, facet, id, all);
        eachAlone(facet, id, alone);
        for (GuestAddress address : together) {
            assertTrue(
                    alone.getOrDefault(address.source(), Set.of()).contains(address),
                    () -> address + " is not what " + address.source() + " says alone: " + alone);
        }
    }

    private static List<GuestAddress> ask(Bench bench, AddressFacet facet, DomainId id, Set<AddressSource> sources) {
        return bench.perform(Feature.ADDRESSES, new Target.OfDomain(id), () -> facet.addresses(id, sources));
    }

    /** Adds what each source says alone, which has to be its own. */
    private static void eachAlone(AddressFacet facet, DomainId id, Map<AddressSource, Set<GuestAddress>> alone) {
        for (AddressSource source : AddressSource.values()) {
            List<GuestAddress> answer;
            try {
                answer = facet.addresses(id, EnumSet.of(source));
            } catch (HypervisorException e) {
                // How it has to be refused is another rule's affair.
                continue;
            }
            assertAll(answer.stream()
                    .map(address -> () ->
                            assertEquals(source, address.source(), () -> "asked " + source + ", got " + address)));
            alone.computeIfAbsent(source, any -> new HashSet<>()).addAll(answer);
        }
    }

    /**
     * Who does not run has no addresses to ask for.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.ADR_2)
    default void aDomainThatDoesNotRunHasNoAddressesToAskFor(Bench bench) {
        AddressFacet facet = bench.facet(AddressFacet.class, Feature.ADDRESSES);
        DomainId id = bench.define().id();
        bench.questions()
                .refused(
                        InvalidStateException.class,
                        Feature.ADDRESSES,
                        new Target.OfDomain(id),
                        () -> facet.addresses(id, EnumSet.allOf(AddressSource.class)));
    }

    /**
     * A source that is not there is no hindrance for the others, and says so alone.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.ADR_3)
    default void aSourceThatIsNotThereSaysSoOnlyAlone(Bench bench) {
        AddressFacet facet = bench.facet(AddressFacet.class, Feature.ADDRESSES);
        DomainId id = bench.shared().id();
        ask(bench, facet, id, EnumSet.allOf(AddressSource.class));
        Set<AddressSource> absent = EnumSet.noneOf(AddressSource.class);
        for (AddressSource source : AddressSource.values()) {
            try {
                facet.addresses(id, EnumSet.of(source));
            } catch (HypervisorException e) {
                Questions.assertType(UnsupportedCapabilityException.class, e);
                absent.add(source);
            }
        }
        Set<AddressSource> present = EnumSet.complementOf(EnumSet.copyOf(absent));
        assertFalse(present.isEmpty(), "it has no source at all");
        if (!absent.isEmpty()) {
            bench.questions()
                    .refused(
                            UnsupportedCapabilityException.class,
                            Feature.ADDRESSES,
                            new Target.OfDomain(id),
                            () -> facet.addresses(id, absent));
        }
        for (AddressSource source : present) {
            Set<AddressSource> both = EnumSet.copyOf(absent);
            both.add(source);
            List<GuestAddress> answer = ask(bench, facet, id, both);
            assertTrue(
                    answer.stream().noneMatch(address -> absent.contains(address.source())),
                    () -> "from sources that are not there: " + answer);
        }
    }
}
