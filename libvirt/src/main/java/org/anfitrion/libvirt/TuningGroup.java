package org.anfitrion.libvirt;

import static org.anfitrion.libvirt.wire.NumberParameter.Type.LLONG;
import static org.anfitrion.libvirt.wire.NumberParameter.Type.UINT;
import static org.anfitrion.libvirt.wire.NumberParameter.Type.ULLONG;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.NumberParameter;
import org.libvirt.jna.DomainPointer;

/**
 * Settings of {@link Tuning} that one function of libvirt sets and one tells, as numbers with the names of {@code
 * libvirt-domain.h}, 9.0.
 *
 * @param feature what they are for
 * @param setting sets them
 * @param telling tells them
 * @param flags what the functions are called with: that it is meant of what runs, or none where nothing else can be
 * @param parameters the settings
 */
record TuningGroup(Feature feature, Setting setting, Telling telling, int flags, List<Parameter> parameters) {

    private static final int LIVE = 1;

    /** A function of libvirt that sets. */
    interface Setting {
        int set(LibvirtLibrary library, DomainPointer domain, Pointer parameters, int count, int flags);
    }

    /** A function of libvirt that tells. */
    interface Telling {
        int tell(LibvirtLibrary library, DomainPointer domain, Pointer parameters, IntByReference count, int flags);
    }

    /**
     * One setting.
     *
     * @param name libvirt's name
     * @param type the type that libvirt wants
     * @param value its number in a description
     */
    record Parameter(String name, NumberParameter.Type type, Function<Tuning, Optional<Long>> value) {}

    /** In the order in which they are set: the kernel may refuse a limit of memory, so it is the first to be tried. */
    private static final List<TuningGroup> BY_CONTROL_GROUPS = List.of(
            new TuningGroup(
                    Feature.TUNE_MEMORY,
                    LibvirtLibrary::virDomainSetMemoryParameters,
                    LibvirtLibrary::virDomainGetMemoryParameters,
                    LIVE,
                    List.of(
                            new Parameter("hard_limit", ULLONG, tuning -> kibibytes(tuning.memoryHardLimit())),
                            new Parameter("soft_limit", ULLONG, tuning -> kibibytes(tuning.memorySoftLimit())),
                            new Parameter("swap_hard_limit", ULLONG, tuning -> kibibytes(tuning.swapLimit())))),
            new TuningGroup(
                    Feature.TUNE_CPU,
                    LibvirtLibrary::virDomainSetSchedulerParametersFlags,
                    LibvirtLibrary::virDomainGetSchedulerParametersFlags,
                    LIVE,
                    List.of(
                            new Parameter("cpu_shares", ULLONG, tuning -> boxed(tuning.cpuShares())),
                            new Parameter("vcpu_period", ULLONG, tuning -> micros(tuning.cpuPeriod())),
                            new Parameter("vcpu_quota", LLONG, tuning -> micros(tuning.cpuQuota())))),
            new TuningGroup(
                    Feature.TUNE_BLOCK,
                    LibvirtLibrary::virDomainSetBlkioParameters,
                    LibvirtLibrary::virDomainGetBlkioParameters,
                    LIVE,
                    List.of(new Parameter("weight", UINT, tuning -> boxed(tuning.blockWeight())))));

    /** Xen's scheduler has a weight for each domain that runs, and its functions take no flags. */
    private static final List<TuningGroup> BY_XEN = List.of(new TuningGroup(
            Feature.TUNE_CPU,
            LibvirtLibrary::virDomainSetSchedulerParametersFlags,
            LibvirtLibrary::virDomainGetSchedulerParametersFlags,
            0,
            List.of(new Parameter("weight", UINT, tuning -> boxed(tuning.cpuShares())))));

    /** Returns what a backend has, in the order in which it is set. */
    static List<TuningGroup> of(BackendFeatures backend) {
        return backend.isXen() ? BY_XEN : BY_CONTROL_GROUPS;
    }

    static Optional<TuningGroup> of(BackendFeatures backend, Feature feature) {
        return of(backend).stream().filter(group -> group.feature == feature).findFirst();
    }

    /** What is wanted and is not so already. What is left empty stays. */
    List<NumberParameter> differences(Tuning base, Tuning wanted) {
        return parameters.stream()
                .flatMap(parameter -> parameter
                        .value
                        .apply(wanted)
                        .filter(value -> !parameter.value.apply(base).equals(Optional.of(value)))
                        .map(value -> new NumberParameter(parameter.name, parameter.type, value))
                        .stream())
                .toList();
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Optional<Long> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of((long) value.getAsInt()) : Optional.empty();
    }

    private static Optional<Long> micros(Optional<Duration> time) {
        return time.map(it -> it.toNanos() / 1000);
    }

    private static Optional<Long> kibibytes(Optional<DataSize> size) {
        return size.map(DataSize::toKibibytes);
    }
}
