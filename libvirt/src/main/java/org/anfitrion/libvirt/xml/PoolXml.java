package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.SizeElement;
import org.anfitrion.libvirt.xml.storage.FormatElement;
import org.anfitrion.libvirt.xml.storage.PoolDeviceElement;
import org.anfitrion.libvirt.xml.storage.PoolDirectoryElement;
import org.anfitrion.libvirt.xml.storage.PoolElement;
import org.anfitrion.libvirt.xml.storage.PoolHostElement;
import org.anfitrion.libvirt.xml.storage.PoolSourceElement;
import org.anfitrion.libvirt.xml.storage.PoolTargetElement;
import org.jspecify.annotations.Nullable;

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
        PoolElement pool = new PoolElement();
        pool.name = spec.name();
        pool.uuid = spec.uuid().map(UUID::toString).orElse(null);
        PoolSourceElement source = new PoolSourceElement();
        pool.source = source;
        if (spec.source() instanceof PoolSource.Directory directory) {
            pool.type = "dir";
            pool.target = target(directory.path());
        } else if (spec.source() instanceof PoolSource.Filesystem filesystem) {
            pool.type = "fs";
            source.devices.add(device(filesystem.device()));
            source.format = format(filesystem.format());
            pool.target = target(filesystem.path());
        } else if (spec.source() instanceof PoolSource.NetworkFilesystem network) {
            pool.type = "netfs";
            source.hosts.add(host(network.host()));
            source.directory = new PoolDirectoryElement();
            source.directory.path = network.export();
            source.format = format(network.format());
            pool.target = target(network.path());
        } else if (spec.source() instanceof PoolSource.LogicalVolumes volumes) {
            pool.type = "logical";
            source.name = volumes.group();
            volumes.devices().forEach(path -> source.devices.add(device(path)));
            source.format = format("lvm2");
            pool.target = target("/dev/" + volumes.group());
        } else if (spec.source() instanceof PoolSource.Iscsi iscsi) {
            pool.type = "iscsi";
            source.hosts.add(host(iscsi.host()));
            source.devices.add(device(iscsi.target()));
            pool.target = target("/dev/disk/by-path");
        } else {
            throw new UnsupportedCapabilityException(Failure.to("define", "pool '" + spec.name() + "'")
                    .because("only a native configuration can say what it is made of"));
        }
        return BoundDocument.printNew(pool);
    }

    private static PoolTargetElement target(String path) {
        PoolTargetElement target = new PoolTargetElement();
        target.path = path;
        return target;
    }

    private static PoolDeviceElement device(String path) {
        PoolDeviceElement device = new PoolDeviceElement();
        device.path = path;
        return device;
    }

    private static PoolHostElement host(String name) {
        PoolHostElement host = new PoolHostElement();
        host.name = name;
        return host;
    }

    static FormatElement format(String name) {
        FormatElement format = new FormatElement();
        format.type = name;
        return format;
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
        PoolElement pool = BoundDocument.read(PoolElement.class, WHAT, xml);
        return new PoolInfo(
                Objects.requireNonNullElse(pool.name, ""),
                IdentityConcern.uuid(pool.uuid),
                active ? PoolState.ACTIVE : PoolState.INACTIVE,
                source(pool),
                persistent,
                autostart,
                size(active ? pool.capacity : null),
                size(active ? pool.allocation : null),
                size(active ? pool.available : null));
    }

    static DataSize size(@Nullable SizeElement element) {
        return Optional.ofNullable(element)
                .flatMap(it -> ScaledSize.parse(it.value, it.unit, "bytes"))
                .orElse(DataSize.bytes(0));
    }

    private static PoolSource source(PoolElement pool) {
        String type = Objects.requireNonNullElse(pool.type, "none");
        PoolSourceElement source = Objects.requireNonNullElseGet(pool.source, PoolSourceElement::new);
        String path = pool.target == null ? null : pool.target.path;
        String format = source.format == null ? "auto" : Objects.requireNonNullElse(source.format.type, "auto");
        List<String> devices = source.devices.stream()
                .flatMap(device -> Optional.ofNullable(device.path).stream())
                .toList();
        Optional<String> host = source.hosts.stream()
                .flatMap(from -> Optional.ofNullable(from.name).stream())
                .findFirst();
        Optional<PoolSource> known =
                switch (type) {
                    case "dir" -> Tolerant.value(path, PoolSource.Directory::new);
                    case "fs" ->
                        devices.stream()
                                .findFirst()
                                .flatMap(device ->
                                        Tolerant.value(path, at -> new PoolSource.Filesystem(device, at, format)));
                    case "netfs" ->
                        Optional.ofNullable(source.directory == null ? null : source.directory.path)
                                .flatMap(export -> host.flatMap(from -> Tolerant.value(
                                        path, at -> new PoolSource.NetworkFilesystem(from, export, at, format))));
                    case "logical" ->
                        Tolerant.value(source.name, group -> new PoolSource.LogicalVolumes(group, devices));
                    case "iscsi" ->
                        host.flatMap(from -> devices.stream()
                                .findFirst()
                                .flatMap(target -> Tolerant.value(from, at -> new PoolSource.Iscsi(at, target))));
                    default -> Optional.empty();
                };
        return known.orElse(new PoolSource.Native(type));
    }
}
