package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainMemoryBacking;
import org.anfitrion.libvirt.xml.domain.HugePagesPage;
import org.anfitrion.libvirt.xml.domain.MemoryBackingAccess;
import org.anfitrion.libvirt.xml.domain.MemoryBackingHugePages;
import org.anfitrion.libvirt.xml.domain.MemoryBackingSource;

/** Where the memory comes from. */
final class MemoryBackingConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        from.memoryBacking().map(MemoryBackingConcern::read).ifPresent(to::memoryBacking);
    }

    private static MemoryBacking read(DomainMemoryBacking backing) {
        List<HugePagesPage> pages =
                backing.hugePages().map(MemoryBackingHugePages::pages).orElse(List.of());
        // Pages of several sizes, or of the size that the host takes, are left to the native configuration.
        Optional<DataSize> size = pages.size() == 1 && pages.get(0).nodeSet().isEmpty()
                ? pages.get(0).size()
                : Optional.empty();
        return new MemoryBacking(size, backing.hasLocked(), isShared(backing));
    }

    private static boolean isShared(DomainMemoryBacking backing) {
        return backing.access()
                .flatMap(MemoryBackingAccess::mode)
                .filter(MemoryBackingAccess.Mode.SHARED::equals)
                .isPresent();
    }

    @Override
    public void write(Change change) {
        MemoryBacking wanted = change.wanted().memoryBacking();
        MemoryBacking base = change.base().map(DomainSpec::memoryBacking).orElse(MemoryBacking.ORDINARY);
        if (base.equals(wanted)) {
            return;
        }
        DomainMemoryBacking backing = change.domain().memoryBackingOrNew();
        if (!base.hugepages().equals(wanted.hugepages())) {
            backing.setHugePages(
                    wanted.hugepages().map(size -> hugepages(change, size)).orElse(null));
        }
        if (base.locked() != wanted.locked()) {
            backing.setLocked(wanted.locked());
        }
        if (base.shared() != wanted.shared()) {
            backing.accessOrNew()
                    .setMode(wanted.shared() ? MemoryBackingAccess.Mode.SHARED : MemoryBackingAccess.Mode.PRIVATE);
        }
        if (wanted.shared() && backing.hugePages().isEmpty() && backing.source().isEmpty()) {
            // Only memory that is a file of some kind can be mapped by others.
            backing.sourceOrNew().setType(MemoryBackingSource.Type.MEMFD);
        }
        change.note("memory backing", text(base), text(wanted));
    }

    private static MemoryBackingHugePages hugepages(Change change, DataSize size) {
        if (size.bytes() == 0 || size.bytes() % 1024 != 0) {
            throw change.unsupported("huge pages of " + size, "libvirt counts them in KiB");
        }
        MemoryBackingHugePages hugepages = new MemoryBackingHugePages();
        hugepages.addPage().setSize(size);
        return hugepages;
    }

    private static String text(MemoryBacking backing) {
        return backing.hugepages().map(size -> "huge pages of " + size).orElse("ordinary pages")
                + (backing.locked() ? ", locked" : "")
                + (backing.shared() ? ", shared" : "");
    }
}
