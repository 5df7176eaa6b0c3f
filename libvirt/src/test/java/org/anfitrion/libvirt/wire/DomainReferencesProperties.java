package org.anfitrion.libvirt.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.libvirt.jna.DomainPointer;

/** Whatever happens to it, a reference is freed once, and never under somebody who uses it. */
class DomainReferencesProperties {

    @Property
    void everyReferenceIsFreedOnceAndNotWhileItIsLent(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 9) Integer> steps, @ForAll long seed) {
        Random random = new Random(seed);
        CountingLibvirt libvirt = new CountingLibvirt();
        DomainReferences references = new DomainReferences(libvirt.library());
        List<UUID> uuids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            uuids.add(new UUID(7, i));
        }
        List<DomainPointer> all = new ArrayList<>();
        List<DomainReference> lent = new ArrayList<>();
        for (int step : steps) {
            UUID uuid = uuids.get(random.nextInt(uuids.size()));
            switch (step) {
                case 0, 1, 2 -> {
                    DomainPointer pointer = libvirt.domain();
                    all.add(pointer);
                    lent.add(references.adopt(uuid, pointer));
                }
                case 3, 4 -> references.lease(uuid).ifPresent(lent::add);
                case 5 -> references.evict(uuid);
                default -> {
                    if (!lent.isEmpty()) {
                        lent.remove(random.nextInt(lent.size())).close();
                    }
                }
            }
            lent.forEach(reference -> assertEquals(0, libvirt.timesFreed(reference.pointer())));
        }
        references.close();
        lent.forEach(reference -> assertEquals(0, libvirt.timesFreed(reference.pointer())));
        lent.forEach(DomainReference::close);
        all.forEach(pointer -> assertEquals(1, libvirt.timesFreed(pointer)));
    }

    @Property(tries = 5)
    void noMoreThanTheLimitAreKept(@ForAll @IntRange(min = 1, max = 2000) int count) {
        CountingLibvirt libvirt = new CountingLibvirt();
        DomainReferences references = new DomainReferences(libvirt.library());
        for (int i = 0; i < count; i++) {
            references.adopt(new UUID(1, i), libvirt.domain()).close();
            assertTrue(references.size() <= DomainReferences.LIMIT);
        }
        assertEquals(Math.min(count, DomainReferences.LIMIT), references.size());
    }
}
