package org.anfitrion.libvirt.xml;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/**
 * A dialect for a libvirt without storage: drives on volumes are written as drives on the volumes' files, and the metadata
 * remember which files are meant, so that they are read as volumes again.
 *
 * <p>As thread-safe as the dialect that it extends.
 */
final class VolumesAsFiles implements Dialect {

    private static final String WHAT = "domain XML";

    private final Dialect dialect;
    private final Function<VolumeId, String> paths;

    /**
     * Extends a dialect.
     *
     * @param dialect the dialect
     * @param paths tells where a volume's file is, or throws
     */
    VolumesAsFiles(Dialect dialect, Function<VolumeId, String> paths) {
        this.dialect = Objects.requireNonNull(dialect, "dialect");
        this.paths = Objects.requireNonNull(paths, "paths");
    }

    @Override
    public Dialect withVolumesAsFiles(Function<VolumeId, String> others) {
        return new VolumesAsFiles(dialect, others);
    }

    @Override
    public String newDomain(DomainSpec spec, HostFacts host) {
        Map<DiskSource.Volume, String> files = files(spec, Map.of());
        String xml = dialect.newDomain(asFiles(spec, files), host);
        return files.isEmpty() ? xml : remembering(xml, files);
    }

    @Override
    public DomainSpec read(String xml) {
        DomainSpec spec = dialect.read(xml);
        return xml.contains(OwnMetadata.NAMESPACE) ? asVolumes(spec, remembered(xml)) : spec;
    }

    @Override
    public Edited edit(String xml, DomainSpec base, DomainSpec wanted, HostFacts host) {
        Map<DiskSource.Volume, String> known = remembered(xml);
        Map<DiskSource.Volume, String> files = files(wanted, known);
        Edited edited = dialect.edit(xml, asFiles(base, files(base, known)), asFiles(wanted, files), host);
        return edited.changes().isEmpty() || files.equals(known)
                ? edited
                : new Edited(remembering(edited.xml(), files), edited.changes());
    }

    private Map<DiskSource.Volume, String> files(DomainSpec spec, Map<DiskSource.Volume, String> known) {
        Map<DiskSource.Volume, String> files = new LinkedHashMap<>();
        for (DiskSpec disk : spec.disks()) {
            if (disk.source() instanceof DiskSource.Volume volume) {
                // What is known already need not be found again: its pool may be inactive just now.
                String path = known.get(volume);
                files.put(volume, path == null ? paths.apply(new VolumeId(volume.pool(), volume.volume())) : path);
            }
        }
        return files;
    }

    private static DomainSpec asFiles(DomainSpec spec, Map<DiskSource.Volume, String> files) {
        return withSources(
                spec,
                source -> source instanceof DiskSource.Volume volume
                        ? Optional.ofNullable(files.get(volume)).map(DiskSource.File::new)
                        : Optional.empty());
    }

    private static DomainSpec asVolumes(DomainSpec spec, Map<DiskSource.Volume, String> known) {
        Map<String, DiskSource> volumes = new LinkedHashMap<>();
        known.forEach((volume, path) -> volumes.put(path, volume));
        return withSources(
                spec,
                source -> source instanceof DiskSource.File file
                        ? Optional.ofNullable(volumes.get(file.path()))
                        : Optional.empty());
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

    private static Map<DiskSource.Volume, String> remembered(String xml) {
        return OwnMetadata.volumes(LibvirtXml.parse(DomainElement::new, WHAT, xml));
    }

    private static String remembering(String xml, Map<DiskSource.Volume, String> files) {
        DomainElement domain = LibvirtXml.parse(DomainElement::new, WHAT, xml);
        OwnMetadata.setVolumes(domain, files);
        return OwnXml.print(domain, xml);
    }

    @Override
    public Identity identify(String xml) {
        return dialect.identify(xml);
    }

    @Override
    public List<Optional<String>> consoleAliases(String liveXml) {
        return dialect.consoleAliases(liveXml);
    }

    @Override
    public List<DisplayAddress> displayAddresses(String liveXml) {
        return dialect.displayAddresses(liveXml);
    }

    @Override
    public Optional<String> displayWithPassword(
            String liveXml, DisplayProtocol protocol, Password password, Optional<Instant> until) {
        return dialect.displayWithPassword(liveXml, protocol, password, until);
    }

    @Override
    public Optional<String> device(String xml, DeviceKey key) {
        return dialect.device(xml, key);
    }

    @Override
    public Optional<String> fixed(DeviceSpec device) {
        return dialect.fixed(device);
    }

    @Override
    public Optional<String> ownOfHost(UUID domain) {
        return dialect.ownOfHost(domain);
    }

    @Override
    public String comparable(String xml) {
        return dialect.comparable(xml);
    }

    @Override
    public Optional<Support> support(Feature feature, HostFacts host) {
        return dialect.support(feature, host);
    }
}
