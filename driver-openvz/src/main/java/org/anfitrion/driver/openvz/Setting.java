package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.openvz.config.Amount;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;

/**
 * A part of a description, and where it stands in a configuration.
 *
 * @param title what it is called
 * @param of what a description says of it
 * @param write writes that into the configuration of a container
 * @param live whether vzctl can change it in a running container alone
 */
record Setting(String title, Function<DomainSpec, Object> of, Writer write, boolean live) {

    private static final long MEBIBYTE = 1L << 20;

    /** Writes a part of a description. */
    @FunctionalInterface
    interface Writer {
        VeConfig write(VeConfig config, String id, DomainSpec spec);
    }

    static final List<Setting> ALL = List.of(
            kept("title", DomainSpec::title, (config, id, spec) -> Keys.TITLE.set(config, spec.title())),
            kept(
                    "description",
                    DomainSpec::description,
                    (config, id, spec) -> Keys.withDescription(config, spec.description())),
            kept(
                    "owner",
                    DomainSpec::owner,
                    (config, id, spec) -> Keys.OWNER.set(config, spec.owner().map(Owner::toString))),
            kept("network cards", DomainSpec::nics, (config, id, spec) -> Cards.write(config, id, spec.nics())),
            live(
                    "CPUs",
                    DomainSpec::cpus,
                    Parameter.CPUS,
                    spec -> Optional.of(Integer.toString(spec.cpus().current()))),
            live(
                    "memory",
                    DomainSpec::memory,
                    Parameter.PHYSPAGES,
                    spec -> Optional.of(memory(spec.memory().current()))),
            live(
                    "CPU shares",
                    spec -> spec.tuning().cpuShares(),
                    Parameter.CPUUNITS,
                    spec -> spec.tuning().cpuShares().stream()
                            .mapToObj(Long::toString)
                            .findFirst()),
            live(
                    "CPU quota",
                    spec -> List.of(spec.tuning().cpuQuota(), spec.tuning().cpuPeriod()),
                    Parameter.CPULIMIT,
                    spec -> CpuLimit.of(spec.tuning()).map(limit -> Integer.toString(limit.percent()))),
            live(
                    "CPU pinning",
                    spec -> spec.tuning().pinning(),
                    Parameter.CPUMASK,
                    spec -> spec.tuning().pinning().values().stream()
                            .findFirst()
                            .map(CpuSet::toString)),
            live(
                    "process limit",
                    spec -> spec.tuning().processLimit(),
                    Parameter.NUMPROC,
                    spec -> spec.tuning().processLimit().stream()
                            .mapToObj(number -> number + ":" + number)
                            .findFirst()));

    private static Setting kept(String title, Function<DomainSpec, Object> of, Writer write) {
        return new Setting(title, of, write, false);
    }

    private static Setting live(
            String title,
            Function<DomainSpec, Object> of,
            Parameter parameter,
            Function<DomainSpec, Optional<String>> text) {
        return new Setting(
                title,
                of,
                (config, id, spec) -> text.apply(spec)
                        .map(value -> config.with(parameter, value))
                        .orElse(config),
                true);
    }

    private static String memory(DataSize size) {
        return size.bytes() % MEBIBYTE == 0
                ? "0:" + size.toMebibytes() + "M"
                : Amount.limitOf(size, Amount.Unit.PAGES).text();
    }

    /** A cap in per cent of one processor, which is all that vzctl has of quotas and periods. */
    record CpuLimit(int percent) {

        private static final Duration PERIOD = Duration.ofMillis(100);

        static Optional<CpuLimit> of(Tuning tuning) {
            return tuning.cpuQuota()
                    .filter(quota -> quota.toNanos() % Duration.ofMillis(1).toNanos() == 0)
                    .filter(quota -> tuning.cpuPeriod().orElse(PERIOD).equals(PERIOD))
                    .map(quota -> new CpuLimit((int) quota.toMillis()));
        }

        Duration quota() {
            return Duration.ofMillis(percent);
        }

        Duration period() {
            return PERIOD;
        }
    }

    /** Where the values of {@code vzctl set} are in a configuration; what is not here has no option, or more than one word. */
    static final Set<Parameter> OPTIONS = Set.of(
            Parameter.NAME,
            Parameter.DESCRIPTION,
            Parameter.ONBOOT,
            Parameter.CPUS,
            Parameter.PHYSPAGES,
            Parameter.CPUUNITS,
            Parameter.CPULIMIT,
            Parameter.CPUMASK,
            Parameter.NUMPROC);
}
