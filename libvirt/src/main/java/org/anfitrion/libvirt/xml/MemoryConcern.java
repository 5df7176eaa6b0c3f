package org.anfitrion.libvirt.xml;

import com.google.common.collect.Comparators;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.DomainCurrentMemory;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainMemory;

/** Memory: {@code <memory>} is the most the balloon can give, {@code <currentMemory>} what the guest has. */
final class MemoryConcern implements Concern {

    private static final DataSize LEAST = DataSize.mebibytes(1);
    private static final DataSize MOST = DataSize.tebibytes(4096);

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.memory(read(from));
    }

    static Memory read(DomainElement from) {
        DataSize maximum = from.memory()
                .flatMap(DomainMemory::size)
                .map(MemoryConcern::legal)
                .orElse(LEAST);
        DataSize current = from.currentMemory()
                .flatMap(DomainCurrentMemory::size)
                .map(MemoryConcern::legal)
                .orElse(maximum);
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
        Memory wanted = change.wanted().memory();
        if (change.isNew() || !read(change.domain()).maximum().equals(wanted.maximum())) {
            change.domain().memoryOrNew().setSize(wanted.maximum());
        }
        if (change.isNew() || !read(change.domain()).current().equals(wanted.current())) {
            change.domain().currentMemoryOrNew().setSize(wanted.current());
        }
        change.base().ifPresent(base -> change.note("memory", base.memory(), wanted));
    }
}
