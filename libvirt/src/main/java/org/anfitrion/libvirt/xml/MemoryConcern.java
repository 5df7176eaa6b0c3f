package org.anfitrion.libvirt.xml;

import com.google.common.collect.Comparators;
import java.util.Objects;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.SizeElement;

/** Memory: {@code <memory>} is the most the balloon can give, {@code <currentMemory>} what the guest has. */
final class MemoryConcern implements Concern {

    private static final DataSize LEAST = DataSize.mebibytes(1);
    private static final DataSize MOST = DataSize.tebibytes(4096);

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.memory(read(from));
    }

    static Memory read(DomainElement from) {
        DataSize maximum =
                ScaledSize.memory(from.memory).map(MemoryConcern::legal).orElse(LEAST);
        DataSize current =
                ScaledSize.memory(from.currentMemory).map(MemoryConcern::legal).orElse(maximum);
        return new Memory(Comparators.min(current, maximum), maximum);
    }

    private static DataSize legal(DataSize size) {
        return Comparators.max(LEAST, Comparators.min(MOST, size));
    }

    @Override
    public void write(Change change) {
        if (!change.concerns(DomainSpec::memory)) {
            return;
        }
        DomainElement domain = change.domain();
        Memory wanted = change.wanted().memory();
        domain.memory = Objects.requireNonNullElseGet(domain.memory, SizeElement::new);
        domain.currentMemory = Objects.requireNonNullElseGet(domain.currentMemory, SizeElement::new);
        ScaledSize.write(domain.memory, wanted.maximum());
        ScaledSize.write(domain.currentMemory, wanted.current());
        change.base().ifPresent(base -> change.note("memory", base.memory(), wanted));
    }
}
