package org.anfitrion.driver.vbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/**
 * Drives that are described by pool and volume: VirtualBox gets the volume's file, and the machine's extra data remember which
 * file is which volume. Thread-safe.
 */
final class VolumeDrives {

    private static final String KEY = "anfitrion/volume";

    private final Function<VolumeId, String> paths;

    /**
     * Prepares translations.
     *
     * @param paths tells where a volume's file is, or throws
     */
    VolumeDrives(Function<VolumeId, String> paths) {
        this.paths = paths;
    }

    /** The description with files in the place of volumes. */
    DomainSpec asFiles(DomainSpec spec) {
        return asFiles(spec, Map.of());
    }

    /** The description with files in the place of volumes; what the machine knows already may be in a pool that is inactive now. */
    DomainSpec asFiles(DomainSpec spec, MachineSettings machine) {
        Map<DiskSource, String> known = new LinkedHashMap<>();
        known(machine).forEach((path, volume) -> known.put(volume, path));
        return asFiles(spec, known);
    }

    private DomainSpec asFiles(DomainSpec spec, Map<DiskSource, String> known) {
        return withSources(
                spec,
                source -> source instanceof DiskSource.Volume volume
                        ? Optional.of(new DiskSource.File(Optional.ofNullable(known.get(volume))
                                .orElseGet(() -> paths.apply(new VolumeId(volume.pool(), volume.volume())))))
                        : Optional.empty());
    }

    /** The description with volumes in the place of the files that the machine knows as such. */
    static DomainSpec asVolumes(DomainSpec spec, MachineSettings machine) {
        Map<String, DiskSource.Volume> known = known(machine);
        return known.isEmpty()
                ? spec
                : withSources(
                        spec,
                        source -> source instanceof DiskSource.File file
                                ? Optional.ofNullable(known.get(file.path()))
                                : Optional.empty());
    }

    private static Map<String, DiskSource.Volume> known(MachineSettings machine) {
        Map<String, DiskSource.Volume> known = new LinkedHashMap<>();
        machine.extraData().forEach((key, value) -> {
            if (key.startsWith(KEY + "/")) {
                volume(value).ifPresent(volume -> known.put(key.substring(KEY.length()), volume));
            }
        });
        return known;
    }

    /** No name of a pool or volume has a slash. */
    private static Optional<DiskSource.Volume> volume(String value) {
        int slash = value.indexOf('/');
        try {
            return slash < 1
                    ? Optional.empty()
                    : Optional.of(new DiskSource.Volume(value.substring(0, slash), value.substring(slash + 1)));
        } catch (InvalidSpecException e) {
            return Optional.empty(); // somebody else's words
        }
    }

    /**
     * The calls that make a machine remember its volumes, and forget others.
     *
     * @param uuid which machine
     * @param base what it was, with volumes
     * @param baseFiles the same with files
     * @param wanted what it will be, with volumes
     * @param wantedFiles the same with files
     */
    static List<List<String>> remember(
            String uuid, DomainSpec base, DomainSpec baseFiles, DomainSpec wanted, DomainSpec wantedFiles) {
        Map<String, String> before = entries(base, baseFiles);
        Map<String, String> after = entries(wanted, wantedFiles);
        List<List<String>> calls = new ArrayList<>();
        before.forEach((key, value) -> {
            if (!after.containsKey(key)) {
                calls.add(List.of("setextradata", uuid, key));
            }
        });
        after.forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                calls.add(List.of("setextradata", uuid, key, value));
            }
        });
        return calls;
    }

    private static Map<String, String> entries(DomainSpec spec, DomainSpec files) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            if (spec.disks().get(i).source() instanceof DiskSource.Volume volume
                    && files.disks().get(i).source() instanceof DiskSource.File file) {
                entries.put(KEY + file.path(), volume.pool() + "/" + volume.volume());
            }
        }
        return entries;
    }

    private static DomainSpec withSources(
            DomainSpec spec, Function<DiskSource, Optional<? extends DiskSource>> replacement) {
        List<DiskSpec> disks = spec.disks().stream()
                .map(disk -> {
                    Optional<? extends DiskSource> other = replacement.apply(disk.source());
                    return other.isPresent() ? disk.source(other.get()) : disk;
                })
                .toList();
        return disks.equals(spec.disks()) ? spec : spec.toBuilder().disks(disks).build();
    }
}
