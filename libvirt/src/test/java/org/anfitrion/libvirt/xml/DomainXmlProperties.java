package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;

class DomainXmlProperties {

    private final LibvirtDialect dialect = new LibvirtDialect();

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenReadsAsItWasDescribed(@ForAll("specs") DomainSpec spec, @ForAll("hosts") HostFacts host) {
        DomainSpec read = dialect.read(dialect.newDomain(spec, host));

        assertEquals(withOpenFieldsOf(spec, read), read);
        assertTrue(read.disks().stream()
                .allMatch(disk -> disk.target().isPresent() && disk.bus().isPresent()));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anUpdateToTheDescriptionItselfIsNoChange(@ForAll("specs") DomainSpec spec, @ForAll("hosts") HostFacts host) {
        String xml = dialect.newDomain(spec, host);

        var edited = dialect.edit(xml, dialect.read(xml), spec, host);

        assertEquals(List.of(), edited.changes());
        assertEquals(xml, edited.xml());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void anUpdateMakesAnyDescriptionOfAnyOther(
            @ForAll("specs") DomainSpec first, @ForAll("specs") DomainSpec second, @ForAll("hosts") HostFacts host) {
        String xml = dialect.newDomain(first, host);
        DomainSpec base = dialect.read(xml);
        DomainSpecBuilder identity = second.toBuilder().name(base.name());
        first.uuid().ifPresent(identity::uuid);
        DomainSpec wanted = first.uuid().isPresent() || second.uuid().isEmpty() ? identity.build() : base;

        DomainSpec read = dialect.read(dialect.edit(xml, base, wanted, host).xml());

        assertEquals(withOpenFieldsOf(withoutDevices(wanted), read), withoutDevices(read));
        assertEquals(
                sorted(wanted.disks(), DomainXmlProperties::text), sorted(read.disks(), DomainXmlProperties::text));
        assertEquals(sorted(wanted.nics(), NicSpec::source), sorted(read.nics(), NicSpec::source));
    }

    @Provide
    Arbitrary<DomainSpec> specs() {
        return Descriptions.any();
    }

    @Provide
    Arbitrary<HostFacts> hosts() {
        return Arbitraries.of(Hosts.TEST, Hosts.EMULATING, Hosts.ASSISTING);
    }

    private static DomainSpec withoutDevices(DomainSpec spec) {
        return inAnyOrder(spec).toBuilder().disks(List.of()).nics(List.of()).build();
    }

    /** These are known by their names: an update does not reorder them. */
    private static DomainSpec inAnyOrder(DomainSpec spec) {
        return spec.toBuilder()
                .filesystems(spec.filesystems().stream()
                        .sorted(Comparator.comparing(FilesystemSpec::target))
                        .toList())
                .channels(spec.channels().stream()
                        .sorted(Comparator.comparing(ChannelSpec::name))
                        .toList())
                .displays(spec.displays().stream()
                        .sorted(Comparator.comparing(
                                display -> display.protocol().name()))
                        .toList())
                .build();
    }

    private static String text(DiskSpec disk) {
        return disk.source() + " " + disk.device() + " " + disk.format() + " " + disk.serial();
    }

    private static <T> List<String> sorted(List<T> devices, Function<T, ?> part) {
        return devices.stream().map(part).map(String::valueOf).sorted().toList();
    }

    /** Returns the description with what it leaves open as it was read. */
    private static DomainSpec withOpenFieldsOf(DomainSpec spec, DomainSpec read) {
        DomainSpecBuilder complete = spec.toBuilder();
        spec.guestType().or(read::guestType).ifPresent(complete::guestType);
        spec.uuid().or(read::uuid).ifPresent(complete::uuid);
        spec.cpuModel().or(read::cpuModel).ifPresent(complete::cpuModel);
        spec.cpuTopology().or(read::cpuTopology).ifPresent(complete::cpuTopology);
        complete.tuning(with(spec.tuning(), read.tuning()));
        if (spec.disks().size() == read.disks().size()
                && spec.nics().size() == read.nics().size()) {
            List<DiskSpec> disks = new ArrayList<>();
            for (int i = 0; i < spec.disks().size(); i++) {
                DiskSpec disk = spec.disks().get(i);
                DiskSpec is = read.disks().get(i);
                DiskSpec onBus =
                        disk.bus().isPresent() ? disk : disk.bus(is.bus().orElseThrow());
                disks.add(
                        disk.target().isPresent()
                                ? onBus
                                : onBus.target(is.target().orElseThrow()));
            }
            List<NicSpec> nics = new ArrayList<>();
            for (int i = 0; i < spec.nics().size(); i++) {
                NicSpec nic = spec.nics().get(i);
                nics.add(
                        nic.model().isPresent()
                                ? nic
                                : nic.model(read.nics().get(i).model().orElseThrow()));
            }
            complete.disks(disks).nics(nics);
        }
        return complete.build();
    }

    private static Tuning with(Tuning open, Tuning from) {
        Map<Integer, CpuSet> pinning = new HashMap<>(from.pinning());
        pinning.putAll(open.pinning());
        return new Tuning(
                open.cpuShares().isPresent() ? open.cpuShares() : from.cpuShares(),
                open.cpuQuota().or(from::cpuQuota),
                open.cpuPeriod().or(from::cpuPeriod),
                pinning,
                open.emulatorPinning().or(from::emulatorPinning),
                open.memoryHardLimit().or(from::memoryHardLimit),
                open.memorySoftLimit().or(from::memorySoftLimit),
                open.swapLimit().or(from::swapLimit),
                open.blockWeight().isPresent() ? open.blockWeight() : from.blockWeight(),
                OptionalInt.empty());
    }
}
