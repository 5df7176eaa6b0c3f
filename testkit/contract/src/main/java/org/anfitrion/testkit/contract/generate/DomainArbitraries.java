package org.anfitrion.testkit.contract.generate;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;

/** Lets jqwik fill parameters such as {@code @ForAll DomainSpec spec}; found by {@link java.util.ServiceLoader}. */
public final class DomainArbitraries implements ArbitraryProvider {

    private static final Map<Class<?>, Supplier<Arbitrary<?>>> GENERATORS = Map.of(
            DomainSpec.class, DomainSpecs::any,
            NetworkSpec.class, NetworkSpecs::any,
            DataSize.class, Quantities::sizes,
            Memory.class, Quantities::memory,
            CpuCount.class, Quantities::cpus,
            MacAddress.class, Quantities::macs,
            PoolSpec.class, StorageSpecs::pools,
            VolumeSpec.class, StorageSpecs::volumes,
            SecretSpec.class, SecretSpecs::any);

    /** Creates the provider; the service loader does. */
    public DomainArbitraries() {}

    @Override
    public boolean canProvideFor(TypeUsage targetType) {
        return GENERATORS.containsKey(targetType.getRawType());
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
        Supplier<Arbitrary<?>> generator = GENERATORS.get(targetType.getRawType());
        return generator == null ? Set.of() : Set.of(generator.get());
    }
}
