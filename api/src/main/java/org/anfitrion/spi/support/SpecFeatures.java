package org.anfitrion.spi.support;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.host.Feature;

/**
 * Which features a description asks for: what a driver compares with those that its backend has, to keep rule
 * {@code DOM-20}. What every backend has is not among them, nor what is done with a domain once it is there, such as
 * opening its console.
 *
 * <pre>{@code
 * for (Feature feature : SpecFeatures.needed(spec)) {
 *     Support support = session.support(feature, new Target.Host());
 *     if (support.isNo()) {
 *         throw new UnsupportedCapabilityException(Failure.to("use", feature.title()).because(support.reason()));
 *     }
 * }
 * }</pre>
 */
public final class SpecFeatures {

    private SpecFeatures() {}

    /**
     * Tells what a description asks for.
     *
     * @param spec the description
     * @return the features without which it cannot be had
     */
    public static Set<Feature> needed(DomainSpec spec) {
        Objects.requireNonNull(spec, "spec");
        Set<Feature> needed = EnumSet.noneOf(Feature.class);
        for (Feature feature : Feature.values()) {
            if (asks(feature).test(spec)) {
                needed.add(feature);
            }
        }
        return needed;
    }

    private static Predicate<DomainSpec> asks(Feature feature) {
        return switch (feature) {
            case OWNER -> spec -> spec.owner().isPresent();
            case CPU_MODEL ->
                spec -> spec.cpuModel().isPresent() || spec.cpuTopology().isPresent();
            case NUMA -> spec -> !spec.numa().isEmpty();
            case HUGEPAGES -> spec -> spec.memoryBacking().hugepages().isPresent();
            case ID_MAPS -> spec -> spec.idMap().isPresent();
            case TUNE_CPU -> spec -> tunesCpu(spec.tuning());
            case TUNE_MEMORY -> spec -> tunesMemory(spec.tuning());
            case TUNE_BLOCK -> spec -> spec.tuning().blockWeight().isPresent();
            case TUNE_PROCESSES -> spec -> spec.tuning().processLimit().isPresent();
            case VOLUME_DISKS ->
                spec -> spec.disks().stream().anyMatch(disk -> disk.source() instanceof DiskSource.Volume);
            case DISK_LIMITS ->
                spec -> spec.disks().stream()
                        .flatMap(disk -> disk.limits().stream())
                        .anyMatch(limits -> !limits.equals(IoLimits.NONE));
            case NIC_BANDWIDTH ->
                spec -> spec.nics().stream()
                        .flatMap(nic -> nic.bandwidth().stream())
                        .anyMatch(limit -> !limit.equals(Bandwidth.UNLIMITED));
            case LINK_STATE -> spec -> spec.nics().stream().anyMatch(nic -> !nic.linkUp());
            case FILESYSTEMS -> spec -> !spec.filesystems().isEmpty();
            case TEMPLATES ->
                spec -> spec.filesystems().stream()
                        .anyMatch(filesystem -> filesystem.source() instanceof FilesystemSource.Template);
            default -> spec -> false;
        };
    }

    private static boolean tunesCpu(Tuning tuning) {
        return tuning.cpuShares().isPresent()
                || tuning.cpuQuota().isPresent()
                || tuning.cpuPeriod().isPresent()
                || !tuning.pinning().isEmpty()
                || tuning.emulatorPinning().isPresent();
    }

    private static boolean tunesMemory(Tuning tuning) {
        return tuning.memoryHardLimit().isPresent()
                || tuning.memorySoftLimit().isPresent()
                || tuning.swapLimit().isPresent();
    }
}
