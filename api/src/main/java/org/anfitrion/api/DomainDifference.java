package org.anfitrion.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;

/** What keeps a domain from being as described. */
final class DomainDifference {

    private DomainDifference() {}

    /** Returns the wanted description with what it leaves open as it is at present. */
    static DomainSpec filled(DomainSpec present, DomainSpec wanted) {
        return new DomainSpec(
                wanted.name(),
                wanted.uuid().or(present::uuid),
                wanted.title().or(present::title),
                wanted.description().or(present::description),
                wanted.owner().or(present::owner),
                wanted.guestType().or(present::guestType),
                wanted.cpus(),
                wanted.cpuModel().or(present::cpuModel),
                wanted.cpuTopology().or(present::cpuTopology),
                wanted.numa().isEmpty() ? present.numa() : wanted.numa(),
                wanted.memory(),
                wanted.memoryBacking(),
                filled(present.tuning(), wanted.tuning()),
                wanted.boot().or(present::boot),
                wanted.idMap().or(present::idMap),
                filled(present.disks(), wanted.disks(), DiskSpec::source, DomainDifference::filled),
                filled(present.nics(), wanted.nics(), NicSpec::source, DomainDifference::filled),
                filled(
                        present.filesystems(),
                        wanted.filesystems(),
                        FilesystemSpec::target,
                        (there, open) ->
                                open.driver().isEmpty() && there.driver().isPresent()
                                        ? open.driver(there.driver().get())
                                        : open),
                isContainer(present) && wanted.consoles().isEmpty() ? present.consoles() : wanted.consoles(),
                wanted.channels(),
                wanted.displays());
    }

    private static boolean isContainer(DomainSpec spec) {
        return spec.guestType().equals(Optional.of(GuestType.OPERATING_SYSTEM));
    }

    /** By its key if it has one, else by what it is connected to, each device of the wanted ones finds itself. */
    private static <D extends DeviceSpec> List<D> filled(
            List<D> present, List<D> wanted, Function<D, Object> source, BinaryOperator<D> filling) {
        List<D> left = new ArrayList<>(present);
        wanted.forEach(device ->
                device.key().ifPresent(key -> left.removeIf(other -> other.key().equals(Optional.of(key)))));
        List<D> all = new ArrayList<>();
        for (D device : wanted) {
            Optional<D> there = device.key().isPresent()
                    ? find(present, other -> other.key().equals(device.key()))
                    : find(left, other -> source.apply(other).equals(source.apply(device)));
            there.ifPresent(left::remove);
            all.add(there.map(known -> filling.apply(known, device)).orElse(device));
        }
        return all;
    }

    private static <D> Optional<D> find(List<D> devices, Predicate<D> matching) {
        return devices.stream().filter(matching).findFirst();
    }

    private static DiskSpec filled(DiskSpec there, DiskSpec open) {
        return new DiskSpec(
                open.source(),
                open.device(),
                open.format(),
                open.bus().or(there::bus),
                open.target().or(there::target),
                open.readOnly(),
                open.serial().or(there::serial),
                open.limits().or(there::limits));
    }

    private static NicSpec filled(NicSpec there, NicSpec open) {
        return new NicSpec(
                open.source(),
                open.mac().or(there::mac),
                open.model().or(there::model),
                open.linkUp(),
                open.bandwidth().or(there::bandwidth));
    }

    private static Tuning filled(Tuning there, Tuning open) {
        return new Tuning(
                open.cpuShares().isPresent() ? open.cpuShares() : there.cpuShares(),
                open.cpuQuota().or(there::cpuQuota),
                open.cpuPeriod().or(there::cpuPeriod),
                open.pinning().isEmpty() ? there.pinning() : open.pinning(),
                open.emulatorPinning().or(there::emulatorPinning),
                open.memoryHardLimit().or(there::memoryHardLimit),
                open.memorySoftLimit().or(there::memorySoftLimit),
                open.swapLimit().or(there::swapLimit),
                open.blockWeight().isPresent() ? open.blockWeight() : there.blockWeight(),
                open.processLimit().isPresent() ? open.processLimit() : there.processLimit());
    }

    static List<String> lines(DomainSpec present, DomainSpec wanted) {
        List<String> lines = new ArrayList<>();
        Difference.add(lines, "UUID", present.uuid(), wanted.uuid());
        Difference.add(lines, "title", present.title(), wanted.title());
        Difference.add(lines, "description", present.description(), wanted.description());
        Difference.add(lines, "owner", present.owner(), wanted.owner());
        Difference.add(lines, "guest type", present.guestType(), wanted.guestType());
        Difference.add(lines, "CPUs", present.cpus(), wanted.cpus());
        Difference.add(lines, "CPU model", present.cpuModel(), wanted.cpuModel());
        Difference.add(lines, "CPU topology", present.cpuTopology(), wanted.cpuTopology());
        Difference.add(lines, "NUMA nodes", present.numa(), wanted.numa());
        Difference.add(lines, "memory", present.memory(), wanted.memory());
        Difference.add(lines, "memory backing", present.memoryBacking(), wanted.memoryBacking());
        Difference.add(lines, "tuning", present.tuning(), wanted.tuning());
        Difference.add(lines, "boot", present.boot(), wanted.boot());
        Difference.add(lines, "id map", present.idMap(), wanted.idMap());
        Difference.add(lines, "disks", present.disks(), wanted.disks());
        Difference.add(lines, "NICs", present.nics(), wanted.nics());
        Difference.add(lines, "filesystems", present.filesystems(), wanted.filesystems());
        Difference.add(lines, "consoles", present.consoles(), wanted.consoles());
        Difference.add(lines, "channels", present.channels(), wanted.channels());
        Difference.add(lines, "displays", present.displays(), wanted.displays());
        return lines;
    }
}
