package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.storage.PoolAllocation;
import org.anfitrion.libvirt.xml.storage.PoolAvailable;
import org.anfitrion.libvirt.xml.storage.PoolCapacity;
import org.anfitrion.libvirt.xml.storage.PoolElement;
import org.anfitrion.libvirt.xml.storage.PoolOrigin;
import org.anfitrion.libvirt.xml.storage.PoolTarget;
import org.anfitrion.libvirt.xml.storage.SourceDir;
import org.anfitrion.libvirt.xml.storage.SourceFormat;

/** Pools in libvirt's words. Source: "Storage pool and volume XML format". Stateless and thread-safe. */
public final class PoolXml {

    private static final String WHAT = "pool XML";

    private PoolXml() {}

    /**
     * Writes a new pool.
     *
     * @param spec what it should be
     * @return its XML
     * @throws UnsupportedCapabilityException if only a native configuration can say it
     */
    public static String write(PoolSpec spec) {
        PoolElement pool =
                new PoolElement().setName(spec.name()).setUuid(spec.uuid().orElse(null));
        PoolOrigin source = pool.sourceOrNew();
        if (spec.source() instanceof PoolSource.Directory directory) {
            pool.setType(PoolElement.Type.DIR).targetOrNew().setPath(directory.path());
        } else if (spec.source() instanceof PoolSource.Filesystem filesystem) {
            pool.setType(PoolElement.Type.FS).targetOrNew().setPath(filesystem.path());
            source.addDevice().setPath(filesystem.device());
            source.formatOrNew().setType(new SourceFormat.Type(filesystem.format()));
        } else if (spec.source() instanceof PoolSource.NetworkFilesystem network) {
            pool.setType(PoolElement.Type.NETFS).targetOrNew().setPath(network.path());
            source.addHost().setName(network.host());
            source.dirOrNew().setPath(network.export());
            source.formatOrNew().setType(new SourceFormat.Type(network.format()));
        } else if (spec.source() instanceof PoolSource.LogicalVolumes volumes) {
            pool.setType(PoolElement.Type.LOGICAL).targetOrNew().setPath("/dev/" + volumes.group());
            source.setNames(List.of(volumes.group()));
            volumes.devices().forEach(path -> source.addDevice().setPath(path));
            source.formatOrNew().setType(SourceFormat.Type.LVM2);
        } else if (spec.source() instanceof PoolSource.Iscsi iscsi) {
            pool.setType(PoolElement.Type.ISCSI).targetOrNew().setPath("/dev/disk/by-path");
            source.addHost().setName(iscsi.host());
            source.addDevice().setPath(iscsi.target());
        } else {
            throw new UnsupportedCapabilityException(Failure.to("define", "pool '" + spec.name() + "'")
                    .because("only a native configuration can say what it is made of"));
        }
        return OwnXml.print(pool);
    }

    /**
     * Reads a pool.
     *
     * @param xml its XML
     * @param active whether it can be used now
     * @param persistent whether it is kept when it is stopped
     * @param autostart whether it starts with the host
     * @return its row
     */
    public static PoolInfo read(String xml, boolean active, boolean persistent, boolean autostart) {
        PoolElement pool = LibvirtXml.parse(PoolElement::new, WHAT, xml);
        return new PoolInfo(
                pool.name().orElse(""),
                IdentityConcern.uuid(pool.uuid()),
                active ? PoolState.ACTIVE : PoolState.INACTIVE,
                source(pool),
                persistent,
                autostart,
                size(active, pool.capacity().flatMap(PoolCapacity::size)),
                size(active, pool.allocation().flatMap(PoolAllocation::size)),
                size(active, pool.available().flatMap(PoolAvailable::size)));
    }

    private static DataSize size(boolean active, Optional<DataSize> size) {
        return size.filter(it -> active).orElse(DataSize.ZERO);
    }

    private static PoolSource source(PoolElement pool) {
        String type = pool.type().map(PoolElement.Type::text).orElse("none");
        PoolOrigin source = pool.source().orElseGet(PoolOrigin::new);
        Optional<String> path = pool.target().flatMap(PoolTarget::path);
        String format = source.format()
                .flatMap(SourceFormat::type)
                .map(SourceFormat.Type::text)
                .orElse("auto");
        List<String> devices = source.devices().stream()
                .flatMap(device -> device.path().stream())
                .toList();
        Optional<String> host =
                source.hosts().stream().flatMap(from -> from.name().stream()).findFirst();
        Optional<PoolSource> known =
                switch (type) {
                    case "dir" -> Tolerant.value(path, PoolSource.Directory::new);
                    case "fs" ->
                        devices.stream()
                                .findFirst()
                                .flatMap(device ->
                                        Tolerant.value(path, at -> new PoolSource.Filesystem(device, at, format)));
                    case "netfs" ->
                        source.dir()
                                .flatMap(SourceDir::path)
                                .flatMap(export -> host.flatMap(from -> Tolerant.value(
                                        path, at -> new PoolSource.NetworkFilesystem(from, export, at, format))));
                    case "logical" ->
                        Tolerant.value(
                                source.names().stream().findFirst(),
                                group -> new PoolSource.LogicalVolumes(group, devices));
                    case "iscsi" ->
                        host.flatMap(from -> devices.stream()
                                .findFirst()
                                .flatMap(target ->
                                        Tolerant.value(Optional.of(from), at -> new PoolSource.Iscsi(at, target))));
                    default -> Optional.empty();
                };
        return known.orElse(new PoolSource.Native(type));
    }
}
