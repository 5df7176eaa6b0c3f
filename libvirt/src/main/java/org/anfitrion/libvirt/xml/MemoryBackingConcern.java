package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.HugepagesElement;
import org.anfitrion.libvirt.xml.domain.MemoryAccessElement;
import org.anfitrion.libvirt.xml.domain.MemoryBackingElement;
import org.anfitrion.libvirt.xml.domain.MemorySourceElement;
import org.anfitrion.libvirt.xml.domain.OpaqueElement;
import org.anfitrion.libvirt.xml.domain.PageElement;

/** Where the memory comes from. */
final class MemoryBackingConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (from.memoryBacking != null) {
            to.memoryBacking(read(from.memoryBacking));
        }
    }

    private static MemoryBacking read(MemoryBackingElement backing) {
        List<PageElement> pages = backing.hugepages == null ? List.of() : backing.hugepages.pages;
        // Pages of several sizes, or of the size that the host takes, are left to the native configuration.
        Optional<DataSize> size = pages.size() == 1 && pages.get(0).nodeset == null
                ? ScaledSize.parse(pages.get(0).size, pages.get(0).unit, "KiB")
                : Optional.empty();
        return new MemoryBacking(size, backing.locked != null, isShared(backing));
    }

    private static boolean isShared(MemoryBackingElement backing) {
        return backing.access != null && "shared".equals(backing.access.mode);
    }

    @Override
    public void write(Change change) {
        MemoryBacking wanted = change.wanted().memoryBacking();
        MemoryBacking base = change.base().map(DomainSpec::memoryBacking).orElse(MemoryBacking.ORDINARY);
        if (base.equals(wanted)) {
            return;
        }
        DomainElement domain = change.domain();
        MemoryBackingElement backing = Objects.requireNonNullElseGet(domain.memoryBacking, MemoryBackingElement::new);
        domain.memoryBacking = backing;
        if (!base.hugepages().equals(wanted.hugepages())) {
            backing.hugepages =
                    wanted.hugepages().map(size -> hugepages(change, size)).orElse(null);
        }
        if (base.locked() != wanted.locked()) {
            backing.locked = wanted.locked() ? new OpaqueElement() : null;
        }
        if (base.shared() != wanted.shared()) {
            backing.access = Objects.requireNonNullElseGet(backing.access, MemoryAccessElement::new);
            backing.access.mode = wanted.shared() ? "shared" : "private";
        }
        if (wanted.shared() && backing.hugepages == null && backing.source == null) {
            // Only memory that is a file of some kind can be mapped by others.
            backing.source = new MemorySourceElement();
            backing.source.type = "memfd";
        }
        change.note("memory backing", text(base), text(wanted));
    }

    private static HugepagesElement hugepages(Change change, DataSize size) {
        if (size.bytes() == 0 || size.bytes() % 1024 != 0) {
            throw change.unsupported("huge pages of " + size, "libvirt counts them in KiB");
        }
        PageElement page = new PageElement();
        page.size = Long.toString(size.toKibibytes());
        page.unit = "KiB";
        HugepagesElement hugepages = new HugepagesElement();
        hugepages.pages.add(page);
        return hugepages;
    }

    private static String text(MemoryBacking backing) {
        return backing.hugepages().map(size -> "huge pages of " + size).orElse("ordinary pages")
                + (backing.locked() ? ", locked" : "")
                + (backing.shared() ? ", shared" : "");
    }
}
