package org.anfitrion.driver.openvz;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.openvz.config.Amount;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.spi.support.DomainUpdates;

/** Between descriptions and configurations. Immutable. */
final class Translation {

    /** What starts in every container; nothing in its configuration could say otherwise. */
    static final Boot.Init INIT = Boot.init("/sbin/init");

    private static final DataSize LEAST = DataSize.mebibytes(1);
    private static final int MOST_SHARES = 262_144;

    private final int hostCpus;
    private final DataSize hostMemory;

    Translation(HostFacts host) {
        hostCpus = host.cpus();
        hostMemory = host.memory();
    }

    int cpus(VeConfig config) {
        return config.number(Parameter.CPUS)
                .filter(number -> number > 0 && number <= CpuCount.LIMIT)
                .map(Long::intValue)
                .orElse(hostCpus);
    }

    /** Without a limit a container can have all of the host's memory; hosts from before VSwap limit what can be allocated. */
    DataSize memory(VeConfig config) {
        return config.amount(Parameter.PHYSPAGES)
                .flatMap(Amount::size)
                .or(() -> config.amount(Parameter.PRIVVMPAGES).flatMap(Amount::size))
                .filter(size -> size.compareTo(hostMemory) < 0)
                .map(size -> size.compareTo(LEAST) < 0 ? LEAST : size)
                .orElse(hostMemory);
    }

    DomainSpec read(String id, VeConfig config, Optional<UUID> uuid) {
        DomainSpecBuilder spec = DomainSpec.reported(Keys.name(config, id))
                .guestType(GuestType.OPERATING_SYSTEM)
                .boot(INIT)
                .console(ConsoleSpec.paravirtual())
                .cpus(cpus(config))
                .memory(memory(config))
                .tuning(tuning(config))
                .nics(Cards.read(config));
        uuid.ifPresent(spec::uuid);
        Keys.TITLE.find(config).ifPresent(spec::title);
        Keys.description(config).ifPresent(spec::description);
        Keys.OWNER.find(config).flatMap(Owner::parse).ifPresent(spec::owner);
        template(config).ifPresent(spec::filesystem);
        return spec.build();
    }

    private static Optional<FilesystemSpec> template(VeConfig config) {
        return config.get(Parameter.OSTEMPLATE).flatMap(name -> {
            try {
                // OpenVZ 7 marks those of its own kind with a dot.
                return Optional.of(FilesystemSpec.template(name.startsWith(".") ? name.substring(1) : name));
            } catch (InvalidSpecException e) {
                return Optional.empty(); // somebody wrote what is no name there
            }
        });
    }

    private Tuning tuning(VeConfig config) {
        Tuning tuning = Tuning.NONE;
        Optional<Long> shares = config.number(Parameter.CPUUNITS).filter(n -> n > 0 && n <= MOST_SHARES);
        if (shares.isPresent()) {
            tuning = tuning.cpuShares(shares.get());
        }
        Optional<Setting.CpuLimit> limit = config.number(Parameter.CPULIMIT)
                .filter(percent -> percent > 0 && percent < 1_000_000)
                .map(percent -> new Setting.CpuLimit(percent.intValue()));
        if (limit.isPresent()) {
            tuning = tuning.cpuQuota(limit.get().quota()).cpuPeriod(limit.get().period());
        }
        Optional<Amount> processes = config.amount(Parameter.NUMPROC)
                .filter(amount -> amount.limit() > 0 && amount.limit() <= Integer.MAX_VALUE);
        if (processes.isPresent()) {
            tuning = tuning.processLimit((int) processes.get().limit());
        }
        return tuning.pinning(pinning(config));
    }

    private Map<Integer, CpuSet> pinning(VeConfig config) {
        Map<Integer, CpuSet> pinning = new HashMap<>();
        config.get(Parameter.CPUMASK)
                .filter(text -> text.matches("\\d{1,4}([-,]\\d{1,4})*"))
                .ifPresent(text -> {
                    for (int cpu = 0; cpu < cpus(config); cpu++) {
                        pinning.put(cpu, CpuSet.parse(text));
                    }
                });
        return pinning;
    }

    /** The configuration of a new container, beginning with what its sample says. */
    VeConfig create(VeConfig sample, String id, DomainSpec spec) {
        VeConfig config = Keys.withName(sample, spec.name());
        for (Setting setting : Setting.ALL) {
            config = setting.write().write(config, id, spec);
        }
        return config;
    }

    /** What differs between two descriptions. */
    List<Setting> differences(DomainSpec base, DomainSpec wanted) {
        return Setting.ALL.stream()
                .filter(setting -> !setting.of().apply(base).equals(setting.of().apply(wanted)))
                .toList();
    }

    VeConfig update(VeConfig config, String id, List<Setting> changes, DomainSpec wanted) {
        VeConfig changed = config;
        for (Setting setting : changes) {
            changed = setting.write().write(changed, id, wanted);
        }
        return changed;
    }

    /** What a description leaves open stays as it is. */
    static DomainSpec filled(DomainSpec base, DomainSpec wanted) {
        Tuning old = base.tuning();
        Tuning now = wanted.tuning();
        return DomainUpdates.filled(base, wanted).toBuilder()
                .tuning(new Tuning(
                        now.cpuShares().isPresent() ? now.cpuShares() : old.cpuShares(),
                        now.cpuQuota().or(old::cpuQuota),
                        now.cpuPeriod().or(old::cpuPeriod),
                        now.pinning().isEmpty() ? old.pinning() : now.pinning(),
                        now.emulatorPinning(),
                        now.memoryHardLimit(),
                        now.memorySoftLimit(),
                        now.swapLimit(),
                        now.blockWeight(),
                        now.processLimit().isPresent() ? now.processLimit() : old.processLimit()))
                .build();
    }
}
