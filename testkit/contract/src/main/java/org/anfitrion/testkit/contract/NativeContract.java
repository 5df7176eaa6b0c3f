package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of native configurations: {@code NAT}. */
public interface NativeContract extends Contract {

    /**
     * A native configuration says everything.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NAT_1)
    default void aDomainDefinedNativelyHasTheSameDescription(Bench bench) {
        NativeFacet language = bench.facet(NativeFacet.class, Feature.RAW_CALLS);
        NativeDialect dialect = dialect(bench);
        Described<DomainSpec> original =
                bench.read(bench.define(bench.backend().rich(bench.name())).id());
        String name = bench.name();
        DomainInfo twin = language.define(dialect.renamed(original.nativeConfiguration(), name));
        DomainSpec read = bench.read(twin.id()).spec();
        DomainSpec expected = identified(original.spec().toBuilder().name(name), read);
        assertEquals(DomainState.SHUT_OFF, twin.state(), "the state of the twin");
        assertEquals(name, twin.name(), "the name of the twin");
        assertEquals(expected, read, "the description of the twin");
        assertFalse(
                twin.uuid().isPresent() && twin.uuid().equals(original.spec().uuid()),
                "it has the UUID of the original");
    }

    private static DomainSpec identified(DomainSpecBuilder builder, DomainSpec as) {
        as.uuid().ifPresent(builder::uuid);
        return builder.build();
    }

    private static NativeDialect dialect(Bench bench) {
        return bench.backend()
                .dialect()
                .orElseThrow(() -> Ruling.unknown("no native dialect was given (BackendBuilder.dialect)"));
    }

    /**
     * Defining natively does not replace either.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_2)
    default void aTakenNameIsRefusedNatively(Bench bench) {
        NativeFacet language = bench.facet(NativeFacet.class, Feature.RAW_CALLS);
        NativeDialect dialect = dialect(bench);
        DomainInfo owner = bench.define();
        String same = bench.read(owner.id()).nativeConfiguration();
        String other = dialect.renamed(same, owner.name());
        bench.questions().refused(AlreadyExistsException.class, () -> language.define(same));
        bench.questions().refused(AlreadyExistsException.class, () -> language.define(other));
    }

    /**
     * What the library does not know is kept.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NAT_2)
    default void whatTheNeutralModelDoesNotKnowSurvivesAnUpdate(Bench bench) {
        NativeFacet language = bench.facet(NativeFacet.class, Feature.RAW_CALLS);
        NativeDialect dialect = dialect(bench);
        String plain = bench.read(bench.define().id()).nativeConfiguration();
        DomainId id = language.define(dialect.withUnknown(dialect.renamed(plain, bench.name())))
                .id();
        Described<DomainSpec> base = bench.read(id);
        assertTrue(dialect.hasUnknown(base.nativeConfiguration()), "it is lost by the definition already");
        bench.update(
                id, base, base.spec().toBuilder().description("updated").cpus(3).build());
        Described<DomainSpec> updated = bench.read(id);
        assertEquals("updated", updated.spec().description().orElse("nothing"), "the update");
        assertTrue(dialect.hasUnknown(updated.nativeConfiguration()), "it is lost by the update");
    }

    /**
     * Who asks for the wrong interface learns the right ones.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NAT_3)
    default void aRawInterfaceThatIsNotThereNamesThoseThatAre(Bench bench) {
        NativeFacet language = bench.facet(NativeFacet.class, Feature.RAW_CALLS);
        DomainId id = bench.shared().id();
        UnsupportedCapabilityException thrown = assertThrows(
                UnsupportedCapabilityException.class,
                () -> language.call(
                        id,
                        "no-such-interface",
                        "{}",
                        Deadline.after(bench.backend().patience())));
        String reason = thrown.failure().reason();
        assertFalse(reason.isBlank(), "the exception gives no reason");
        dialect(bench)
                .channels()
                .forEach(channel -> assertTrue(reason.contains(channel), () -> reason + " does not name " + channel));
    }

    /**
     * The same for the host as a whole.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NAT_3)
    default void aRawInterfaceToTheHostThatIsNotThereNamesThoseThatAre(Bench bench) {
        NativeFacet language = bench.facet(NativeFacet.class, Feature.RAW_CALLS);
        Deadline deadline = Deadline.after(bench.backend().patience());
        UnsupportedCapabilityException thrown = assertThrows(
                UnsupportedCapabilityException.class, () -> language.call("no-such-interface", "{}", deadline));
        String reason = thrown.failure().reason();
        assertFalse(reason.isBlank(), "the exception gives no reason");
        dialect(bench)
                .hostChannels()
                .forEach(channel -> assertTrue(reason.contains(channel), () -> reason + " does not name " + channel));
    }

    /**
     * What was written is what there is.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NAT_4)
    default void aConfigurationThatIsWrittenBackIsTheConfiguration(Bench bench) {
        NativeFacet language = bench.facet(NativeFacet.class, Feature.NATIVE_CONFIGURATION);
        NativeDialect dialect = dialect(bench);
        DomainInfo domain = bench.define(bench.backend().rich(bench.name()));
        Described<DomainSpec> base = bench.read(domain.id());
        String changed = dialect.withUnknown(base.nativeConfiguration());
        DomainInfo row = bench.perform(
                Feature.NATIVE_CONFIGURATION,
                new Target.OfDomain(domain.id()),
                () -> language.redefine(domain.id(), base, changed));
        Described<DomainSpec> now = bench.read(domain.id());
        assertAll(
                () -> assertEquals(domain, row, "the row of the same domain"),
                () -> assertEquals(base.spec(), now.spec(), "the description, which was not changed"),
                () -> assertTrue(dialect.hasUnknown(now.nativeConfiguration()), "what was written is not there"),
                () -> assertNotEquals(base.revision(), now.revision(), "the revision"));
    }

    /**
     * Of two writers the second learns of the first.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.NAT_4)
    default void aConfigurationWrittenFromAnOldBaseIsAConflict(Bench bench) {
        NativeFacet language = bench.facet(NativeFacet.class, Feature.NATIVE_CONFIGURATION);
        NativeDialect dialect = dialect(bench);
        DomainId id = bench.define().id();
        Described<DomainSpec> base = bench.read(id);
        bench.update(id, base, base.spec().toBuilder().description("the first").build());
        String second = dialect.withUnknown(base.nativeConfiguration());
        bench.questions()
                .refused(
                        ConflictException.class,
                        Feature.NATIVE_CONFIGURATION,
                        new Target.OfDomain(id),
                        () -> language.redefine(id, base, second));
        assertEquals("the first", bench.read(id).spec().description().orElse("nothing"), "the first writer's work");
    }
}
