package org.anfitrion.testkit.contract.generate;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;

/** Sizes, counts and addresses. */
public final class Quantities {

    private static final long MEBIBYTE = DataSize.mebibytes(1).bytes();
    private static final long MOST = DataSize.tebibytes(4096).bytes();

    private Quantities() {}

    /**
     * Generates sizes of any kind.
     *
     * @return from nothing to the greatest there is
     */
    public static Arbitrary<DataSize> sizes() {
        return Arbitraries.longs().greaterOrEqual(0).map(DataSize::bytes);
    }

    /**
     * Generates numbers of bytes that are not a size, or not one that memory can have.
     *
     * @return negative numbers, less than a mebibyte, and more than 4 PiB
     */
    public static Arbitrary<Long> illegalMemory() {
        return Arbitraries.oneOf(
                Arbitraries.longs().lessOrEqual(MEBIBYTE - 1),
                Arbitraries.longs().greaterOrEqual(MOST + 1));
    }

    /**
     * Generates allocations of memory in whole mebibytes, as small as a test wants them.
     *
     * @return from 1 MiB to 1 GiB, with a maximum of up to 2 GiB
     */
    public static Arbitrary<Memory> memory() {
        Arbitrary<Long> current = Arbitraries.longs().between(1, 1024);
        Arbitrary<Long> more = Arbitraries.longs().between(0, 1024);
        return Combinators.combine(current, more)
                .as((now, plus) -> new Memory(DataSize.mebibytes(now), DataSize.mebibytes(now + plus)));
    }

    /**
     * Generates counts of CPUs.
     *
     * @return from 1 to 8, with a maximum of up to 16
     */
    public static Arbitrary<CpuCount> cpus() {
        Arbitrary<Integer> current = Arbitraries.integers().between(1, 8);
        Arbitrary<Integer> more = Arbitraries.integers().between(0, 8);
        return Combinators.combine(current, more).as((now, plus) -> new CpuCount(now, now + plus));
    }

    /**
     * Generates Ethernet addresses of interfaces.
     *
     * @return unicast addresses
     */
    public static Arbitrary<MacAddress> macs() {
        return Arbitraries.longs()
                .between(0, 0xFF_FFFF)
                .map(number -> MacAddress.of(String.format(
                        java.util.Locale.ROOT,
                        "52:54:00:%02x:%02x:%02x",
                        number >> 16,
                        number >> 8 & 0xFF,
                        number & 0xFF)));
    }
}
