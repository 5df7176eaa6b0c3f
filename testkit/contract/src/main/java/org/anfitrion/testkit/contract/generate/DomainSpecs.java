package org.anfitrion.testkit.contract.generate;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;

/** Descriptions of domains that can be built; whether a backend takes them is another matter. */
public final class DomainSpecs {

    private DomainSpecs() {}

    /**
     * Generates descriptions with all that can be said of a domain.
     *
     * @return descriptions with legal names and sizes that a test can afford
     */
    public static Arbitrary<DomainSpec> any() {
        Arbitrary<DomainSpec> alone = Combinators.combine(
                        plain().flatMap(DomainSettings::withHardware),
                        DomainSettings.boots().optional(),
                        Arbitraries.of(GuestType.class).optional(),
                        DomainSettings.idMaps().optional(),
                        DomainSettings.tunings(),
                        DomainSettings.owners())
                .as((spec, boot, guestType, idMap, tuning, owner) -> {
                    DomainSpecBuilder more = spec.toBuilder().tuning(tuning);
                    boot.ifPresent(more::boot);
                    idMap.filter(map -> boot.map(GuestType.OPERATING_SYSTEM::startsBy)
                                    .orElse(true))
                            .ifPresent(more::idMap);
                    guestType.filter(more.build()::suits).ifPresent(more::guestType);
                    owner.ifPresent(more::owner);
                    return more.build();
                });
        return Combinators.combine(
                        alone,
                        DeviceSpecs.disks(),
                        DeviceSpecs.nics(),
                        DeviceSpecs.filesystems(),
                        DeviceSpecs.consoles(),
                        DeviceSpecs.channels(),
                        DeviceSpecs.displays())
                .as((spec, disks, nics, filesystems, consoles, channels, displays) -> spec.toBuilder()
                        .disks(disks)
                        .nics(nics)
                        .filesystems(filesystems)
                        .consoles(consoles)
                        .channels(channels)
                        .displays(displays)
                        .build());
    }

    /**
     * Generates descriptions without devices.
     *
     * @return descriptions with name, title, description, CPUs and memory
     */
    public static Arbitrary<DomainSpec> plain() {
        Arbitrary<String> lines = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
        return Combinators.combine(
                        DomainNames.legal(),
                        Quantities.cpus(),
                        Quantities.memory(),
                        lines,
                        lines.list().ofMaxSize(3))
                .as((name, cpus, memory, title, description) -> DomainSpec.named(name)
                        .cpus(cpus)
                        .memory(memory)
                        .title(title)
                        .description(String.join("\n", description))
                        .build());
    }
}
