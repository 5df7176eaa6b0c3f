package org.anfitrion.driver.xen;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;

/**
 * What libvirt would take for a guest of Xen's and make nothing of, or fail with at its start. Source: libvirt's {@code
 * libxl_conf.c}, {@code libxl_driver.c}, 9.0.
 */
final class XenRefusals {

    private XenRefusals() {}

    /** Finds the first thing that is new in a description and cannot be. */
    static Optional<String> of(Optional<DomainSpec> base, DomainSpec wanted, Family family) {
        return Stream.of(
                        wanted.boot()
                                .filter(boot -> boot instanceof Boot.Firmware && family != Family.HVM)
                                .map(boot -> "a " + family + " guest has no firmware: it starts from a kernel"),
                        wanted.cpuModel()
                                .filter(model -> base.flatMap(DomainSpec::cpuModel)
                                        .filter(model::equals)
                                        .isEmpty())
                                .flatMap(model -> processor(model, family)),
                        tuning(base.map(DomainSpec::tuning).orElse(Tuning.NONE), wanted.tuning()),
                        first(added(base, wanted, DomainSpec::disks), disk -> disk(disk, family)),
                        first(added(base, wanted, DomainSpec::nics), card -> card(card, family)),
                        base.map(DomainSpec::consoles)
                                        .filter(wanted.consoles()::equals)
                                        .isPresent()
                                ? Optional.<String>empty()
                                : consoles(wanted.consoles(), base.isPresent(), family))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static <T> List<T> added(Optional<DomainSpec> base, DomainSpec wanted, Function<DomainSpec, List<T>> part) {
        List<T> before = base.map(part).orElse(List.of());
        return part.apply(wanted).stream().filter(it -> !before.contains(it)).toList();
    }

    private static <T> Optional<String> first(List<T> all, Function<T, Optional<String>> why) {
        return all.stream().map(why).flatMap(Optional::stream).findFirst();
    }

    /** For others libvirt says in its log that it makes nothing of them. */
    private static Optional<String> processor(CpuModel model, Family family) {
        if (family == Family.PV) {
            return Optional.of("a PV guest sees the host's processor as Xen shows it, and no other");
        }
        return model.mode() == CpuMode.HOST_PASSTHROUGH
                ? Optional.empty()
                : Optional.of("Xen shows a guest the host's own processor (CpuModel.hostPassthrough()), with or without"
                        + " features, and no model by name");
    }

    private static Optional<String> tuning(Tuning base, Tuning wanted) {
        if (!wanted.emulatorPinning().equals(base.emulatorPinning())
                && wanted.emulatorPinning().isPresent()) {
            return Optional.of("Xen pins no device model: pin the CPUs of Domain-0");
        }
        boolean time = !Objects.equals(wanted.cpuQuota(), base.cpuQuota())
                || !Objects.equals(wanted.cpuPeriod(), base.cpuPeriod());
        return time && (wanted.cpuQuota().isPresent() || wanted.cpuPeriod().isPresent())
                ? Optional.of("Xen's scheduler has weights (CPU shares), and no quota in a period")
                : Optional.empty();
    }

    private static Optional<String> disk(DiskSpec disk, Family family) {
        return disk.bus()
                .filter(bus -> !family.has(bus))
                .map(bus -> "a " + family + " guest has no bus " + bus + " for drives");
    }

    private static Optional<String> card(NicSpec card, Family family) {
        if (!(card.source() instanceof NicSource.Network || card.source() instanceof NicSource.Bridge)) {
            return Optional.of("a card of Xen's is on a network or on a bridge of the host");
        }
        return family == Family.HVM
                ? Optional.empty()
                : card.model()
                        .filter(model -> !model.equals(NicModel.NETFRONT))
                        .map(model -> "a " + family + " guest has no card but netfront, and cannot have " + model);
    }

    private static Optional<String> consoles(List<ConsoleSpec> wanted, boolean exists, Family family) {
        if (family == Family.HVM) {
            return wanted.stream().anyMatch(console -> console.type() == ConsoleSpec.Type.PARAVIRTUAL)
                    ? Optional.of("libvirt gives a machine with firmware serial ports only")
                    : Optional.empty();
        }
        if (wanted.isEmpty() && exists) {
            return Optional.of("a " + family + " guest always has a console");
        }
        return wanted.size() > 1 ? Optional.of("libvirt gives a " + family + " guest one console") : Optional.empty();
    }
}
