package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.anfitrion.api.error.InvalidSpecException;

class NameProperties {

    @Property
    void anAcceptedNameIsKeptAsItIsAndIsNeverDangerous(@ForAll String name) {
        try {
            DomainSpec spec = DomainSpec.named(name).build();
            assertEquals(name, spec.name());
            assertFalse(name.isBlank());
            assertFalse(name.chars().anyMatch(c -> c < ' ' || c == 0x7f || "/<>&\"'\\".indexOf(c) >= 0));
        } catch (InvalidSpecException refused) {
            assertFalse(refused.getMessage().chars().anyMatch(c -> c < ' '), "the message itself must be printable");
        }
    }

    @Property
    void oneForbiddenCharacterAnywhereRefusesAName(
            @ForAll("plain") String before, @ForAll("forbidden") char bad, @ForAll("plain") String after) {
        InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> DomainSpec.named(before + bad + after));
        assertFalse(e.outcomeUnknown());
    }

    @Property
    void plainNamesAreAccepted(@ForAll("plain") @StringLength(min = 1, max = 240) String name) {
        assertEquals(name, DomainSpec.named(name).build().name());
    }

    @Property
    void aNameOfMoreThan240BytesIsRefused(@ForAll @IntRange(min = 1, max = 1000) int more) {
        assertThrows(InvalidSpecException.class, () -> DomainSpec.named("n".repeat(240 + more)));
        String wide = "é".repeat(121);
        assertEquals(242, wide.getBytes(StandardCharsets.UTF_8).length);
        assertThrows(InvalidSpecException.class, () -> DomainSpec.named(wide));
    }

    @Property
    void absurdSizesAndCountsAreRefused(@ForAll int cpus, @ForAll long mebibytes) {
        boolean cpusFit = cpus >= 1 && cpus <= CpuCount.LIMIT;
        boolean memoryFits = mebibytes >= 1 && mebibytes <= 1L << 32;
        if (!cpusFit) {
            assertThrows(InvalidSpecException.class, () -> DomainSpec.named("x").cpus(cpus));
        }
        if (!memoryFits) {
            assertThrows(InvalidSpecException.class, () -> DomainSpec.named("x")
                    .memory(org.anfitrion.api.unit.DataSize.mebibytes(mebibytes)));
        }
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("-_.+:@$%;|*")
                .ofMinLength(1)
                .ofMaxLength(60)
                .filter(name -> !name.equals(".") && !name.equals(".."));
    }

    @Provide
    Arbitrary<Character> forbidden() {
        return Arbitraries.of(
                '/', '\n', '\r', '\t', '\0', '\u001b', '\u0085', '<', '>', '&', '"', '\'', '\\', '\ud800');
    }
}
