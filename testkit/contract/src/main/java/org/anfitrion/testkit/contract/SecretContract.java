package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.spi.SecretFacet;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of {@link SecretFacet}: {@code SEC}. */
public interface SecretContract extends Contract {

    /**
     * What was asked for is there, once.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SEC_1)
    default void aDefinedSecretIsFoundByIdentityAndByUse(Bench bench) {
        SecretFacet facet = facet(bench);
        SecretSpec asked = spec(bench).description("for " + bench.name()).asPrivate();
        SecretInfo row = perform(bench, () -> facet.define(asked));
        List<SecretInfo> listed = facet.secrets().stream()
                .filter(other -> other.id().equals(row.id()))
                .toList();
        assertAll(
                () -> assertEquals(
                        new SecretInfo(
                                row.id(), asked.usage(), asked.description(), asked.ephemeral(), asked.isPrivate()),
                        row,
                        "what define returned"),
                () -> assertEquals(Optional.of(row), facet.secret(row.id()), "how it is found by its identity"),
                () -> assertEquals(Optional.of(row), facet.secret(asked.usage()), "how it is found by its use"),
                () -> assertEquals(List.of(row), listed, "how it is listed"));
    }

    /**
     * An identity is given once, and so is a use.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SEC_1)
    default void aTakenUuidOrUseIsRefusedAndTheOtherStays(Bench bench) {
        SecretFacet facet = facet(bench);
        UUID uuid = UUID.randomUUID();
        SecretSpec first = withUuid(spec(bench), uuid);
        SecretInfo there = perform(bench, () -> facet.define(first));
        byte[] value = value(1);
        facet.value(there.id(), value);
        SecretSpec sameUuid = withUuid(spec(bench), uuid);
        SecretSpec sameUse = SecretSpec.of(there.usage()).asEphemeral();
        refused(bench, AlreadyExistsException.class, () -> facet.define(sameUuid));
        refused(bench, AlreadyExistsException.class, () -> facet.define(sameUse));
        assertEquals(Optional.of(there), facet.secret(there.id()), "the secret that was there before");
        assertArrayEquals(value, facet.value(there.id()), "the value of the secret that was there before");
    }

    /**
     * A key is given back as it is.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SEC_2)
    default void aValueIsGivenBackByteForByte(Bench bench) {
        SecretFacet facet = facet(bench);
        SecretId id = perform(bench, () -> facet.define(spec(bench))).id();
        for (byte[] value : List.of(value(2), new byte[] {0}, new byte[] {'a', 0, '\n', -1, 0})) {
            facet.value(id, value);
            assertArrayEquals(value, facet.value(id), "the value that was set last");
        }
    }

    /**
     * What is private is not given back.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SEC_2)
    default void aPrivateValueIsNotGivenBack(Bench bench) {
        SecretFacet facet = facet(bench);
        SecretId id =
                perform(bench, () -> facet.define(spec(bench).asPrivate())).id();
        facet.value(id, value(3));
        refused(bench, AccessDeniedException.class, () -> facet.value(id));
    }

    /**
     * What is not there is not found.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SEC_3)
    default void aValueOrSecretThatIsNotThereSaysSo(Bench bench) {
        SecretFacet facet = facet(bench);
        SecretInfo row = perform(bench, () -> facet.define(spec(bench)));
        refused(bench, NotFoundException.class, () -> facet.value(row.id()));
        SecretId absent = new SecretId(UUID.randomUUID().toString());
        assertEquals(Optional.empty(), facet.secret(absent), "a secret that is not there");
        assertEquals(Optional.empty(), facet.secret(usage(bench)), "a secret for a use that nothing has");
        refused(bench, NotFoundException.class, () -> facet.value(absent));
        refused(bench, NotFoundException.class, () -> facet.value(absent, value(4)));
        refused(bench, NotFoundException.class, () -> facet.remove(absent));
    }

    /**
     * Nothing of a removed secret is left.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SEC_4)
    default void aRemovedSecretIsGoneAndItsUseIsFree(Bench bench) {
        SecretFacet facet = facet(bench);
        SecretSpec spec = spec(bench);
        SecretId id = perform(bench, () -> facet.define(spec)).id();
        facet.value(id, value(5));
        facet.remove(id);
        assertEquals(Optional.empty(), facet.secret(id), "a removed secret");
        assertEquals(Optional.empty(), facet.secret(spec.usage()), "a removed secret, by its use");
        assertEquals(
                List.of(),
                facet.secrets().stream().filter(row -> row.id().equals(id)).toList(),
                "a removed secret in the list");
        SecretId again = perform(bench, () -> facet.define(spec)).id();
        assertEquals(Optional.of(again), facet.secret(spec.usage()).map(SecretInfo::id), "the next one for that use");
    }

    private static SecretFacet facet(Bench bench) {
        return bench.facet(SecretFacet.class, Feature.SECRETS);
    }

    private static <T> T perform(Bench bench, Supplier<T> operation) {
        return bench.perform(Feature.SECRETS, new Target.Host(), operation);
    }

    private static void refused(Bench bench, Class<? extends HypervisorException> type, Runnable operation) {
        bench.questions().refused(type, Feature.SECRETS, new Target.Host(), operation);
    }

    private static SecretUsage usage(Bench bench) {
        return new SecretUsage.Ceph(bench.name());
    }

    private static SecretSpec spec(Bench bench) {
        return SecretSpec.of(usage(bench));
    }

    private static SecretSpec withUuid(SecretSpec spec, UUID uuid) {
        return new SecretSpec(Optional.of(uuid), spec.usage(), spec.description(), spec.ephemeral(), spec.isPrivate());
    }

    private static byte[] value(int seed) {
        byte[] value = new byte[300];
        new Random(seed).nextBytes(value);
        return value;
    }
}
