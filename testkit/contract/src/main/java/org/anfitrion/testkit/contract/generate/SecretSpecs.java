package org.anfitrion.testkit.contract.generate;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;

/** Descriptions of secrets that can be built; whether a backend takes them is another matter. */
public final class SecretSpecs {

    private SecretSpecs() {}

    /**
     * Generates descriptions of secrets for every use that a description can have.
     *
     * @return descriptions, with UUIDs or without
     */
    public static Arbitrary<SecretSpec> any() {
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Combinators.combine(
                        Arbitraries.create(UUID::randomUUID).optional(),
                        usages(),
                        DomainNames.legal().optional(),
                        flags,
                        flags)
                .as(SecretSpec::new);
    }

    private static Arbitrary<SecretUsage> usages() {
        Arbitrary<String> names = DomainNames.legal();
        return Arbitraries.oneOf(
                names.map(name -> new SecretUsage.Volume("/" + name)),
                names.map(SecretUsage.Ceph::new),
                names.map(SecretUsage.Iscsi::new),
                names.map(SecretUsage.Tls::new),
                names.map(SecretUsage.Vtpm::new),
                Arbitraries.of(new SecretUsage.None()));
    }
}
