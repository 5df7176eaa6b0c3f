package org.anfitrion.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;

/** Compares what was asked for with what was read back: equal where it was said, filled in where it was left open. */
final class Descriptions {

    private final List<String> differences = new ArrayList<>();

    private Descriptions() {}

    /** Returns a line for each thing that is not as it was asked for, or was left open and still is. */
    static List<String> differences(DomainSpec asked, DomainSpec read) {
        Descriptions both = new Descriptions();
        both.same("name", asked.name(), read.name());
        both.kept("UUID", asked.uuid(), read.uuid());
        both.kept("title", asked.title(), read.title());
        both.kept("description", asked.description(), read.description());
        both.kept("guest type", asked.guestType(), read.guestType());
        both.filled("guest type", read.guestType());
        both.same("CPUs", asked.cpus(), read.cpus());
        both.same("memory", asked.memory(), read.memory());
        both.kept("boot", asked.boot(), read.boot());
        both.filled("boot", read.boot());
        both.kept("id map", asked.idMap(), read.idMap());
        both.same("number of disks", asked.disks().size(), read.disks().size());
        both.same("number of NICs", asked.nics().size(), read.nics().size());
        both.consoles(asked, read);
        both.kept("owner", asked.owner(), read.owner());
        both.kept("CPU model", asked.cpuModel(), read.cpuModel());
        both.kept("CPU topology", asked.cpuTopology(), read.cpuTopology());
        both.listed("NUMA nodes", asked.numa(), read.numa());
        both.same("memory backing", asked.memoryBacking(), read.memoryBacking());
        both.tuning(asked.tuning(), read.tuning());
        both.listed("file systems", asked.filesystems(), read.filesystems());
        both.listed("channels", asked.channels(), read.channels());
        both.same("displays", ports(asked, read), asked.displays().isEmpty() ? List.of() : read.displays());
        for (int i = 0; i < Math.min(asked.disks().size(), read.disks().size()); i++) {
            both.disks("disk " + i, asked.disks().get(i), read.disks().get(i));
        }
        for (int i = 0; i < Math.min(asked.nics().size(), read.nics().size()); i++) {
            both.nics("NIC " + i, asked.nics().get(i), read.nics().get(i));
        }
        return both.differences;
    }

    private void disks(String which, DiskSpec asked, DiskSpec read) {
        same(which + " source", asked.source(), read.source());
        same(which + " device", asked.device(), read.device());
        same(which + " format", asked.format(), read.format());
        same(which + " read-only", asked.readOnly(), read.readOnly());
        kept(which + " bus", asked.bus(), read.bus());
        filled(which + " bus", read.bus());
        kept(which + " target", asked.target(), read.target());
        filled(which + " target", read.target());
        kept(which + " serial", asked.serial(), read.serial());
        kept(which + " limits", asked.limits().filter(some -> !some.equals(IoLimits.NONE)), read.limits());
    }

    private void nics(String which, NicSpec asked, NicSpec read) {
        same(which + " source", asked.source(), read.source());
        kept(which + " address", asked.mac(), read.mac());
        filled(which + " address", read.mac());
        kept(which + " model", asked.model(), read.model());
        same(which + " link", asked.linkUp(), read.linkUp());
        kept(
                which + " bandwidth",
                asked.bandwidth().filter(some -> !some.equals(Bandwidth.UNLIMITED)),
                read.bandwidth());
    }

    private void tuning(Tuning asked, Tuning read) {
        kept("CPU shares", boxed(asked.cpuShares()), boxed(read.cpuShares()));
        kept("CPU quota", asked.cpuQuota(), read.cpuQuota());
        kept("CPU period", asked.cpuPeriod(), read.cpuPeriod());
        asked.pinning().forEach((cpu, on) -> same("pinning of CPU " + cpu, Optional.of(on), pin(read, cpu)));
        kept("emulator pinning", asked.emulatorPinning(), read.emulatorPinning());
        kept("hard limit", asked.memoryHardLimit(), read.memoryHardLimit());
        kept("soft limit", asked.memorySoftLimit(), read.memorySoftLimit());
        kept("swap limit", asked.swapLimit(), read.swapLimit());
        kept("block weight", boxed(asked.blockWeight()), boxed(read.blockWeight()));
        kept("process limit", boxed(asked.processLimit()), boxed(read.processLimit()));
    }

    private static Optional<CpuSet> pin(Tuning tuning, int cpu) {
        return Optional.ofNullable(tuning.pinning().get(cpu));
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /** The displays that were asked for, with the ports that they got where that was left open. */
    private static List<DisplaySpec> ports(DomainSpec asked, DomainSpec read) {
        List<DisplaySpec> displays = new ArrayList<>();
        for (int i = 0; i < asked.displays().size(); i++) {
            DisplaySpec display = asked.displays().get(i);
            boolean open = display.port().isEmpty() && i < read.displays().size();
            OptionalInt port = open ? read.displays().get(i).port() : display.port();
            displays.add(new DisplaySpec(display.protocol(), display.listen(), port, display.password()));
        }
        return displays;
    }

    /** A container has a console, whether it is described or not. */
    private void consoles(DomainSpec asked, DomainSpec read) {
        boolean container = read.guestType().equals(Optional.of(GuestType.OPERATING_SYSTEM));
        if (!container || !asked.consoles().isEmpty()) {
            same("consoles", asked.consoles(), read.consoles());
        }
    }

    private void listed(String what, List<?> asked, List<?> read) {
        if (!asked.isEmpty()) {
            same(what, asked, read);
        }
    }

    private void same(String what, Object asked, Object read) {
        if (!Objects.equals(asked, read)) {
            differences.add(what + ": asked for " + asked + ", read " + read);
        }
    }

    private void kept(String what, Optional<?> asked, Optional<?> read) {
        if (asked.isPresent()) {
            same(what, asked.get(), read.isPresent() ? read.get() : "nothing");
        }
    }

    private void filled(String what, Optional<?> read) {
        if (read.isEmpty()) {
            differences.add(what + " was left open and is not filled in");
        }
    }
}
