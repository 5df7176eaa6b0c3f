package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.libvirt.xml.domain.DomainDisk;
import org.anfitrion.libvirt.xml.domain.SourceHost;
import org.anfitrion.libvirt.xml.domain.StorageSource;

/** Where a drive's content is: {@code <disk type=…>} and its {@code <source>}. */
final class DiskSources {

    private static final int MOST_PORTS = 65_535;

    private DiskSources() {}

    static DiskSource read(DomainDisk disk, DiskDevice device) {
        String type = disk.type().map(DomainDisk.Type::text).orElse("file");
        StorageSource source = disk.source().orElseGet(StorageSource::new);
        boolean nothing =
                disk.source().isEmpty() || (type.equals("file") && source.file().isEmpty());
        if (nothing && device != DiskDevice.DISK) {
            return new DiskSource.Empty();
        }
        Optional<? extends DiskSource> known =
                switch (type) {
                    case "file" -> Tolerant.value(source.file(), DiskSource.File::new);
                    case "block" -> Tolerant.value(source.dev(), DiskSource.Block::new);
                    case "volume" -> volume(source);
                    case "network" -> network(source);
                    default -> Optional.empty();
                };
        return known.isPresent() ? known.get() : new DiskSource.Native(type);
    }

    private static Optional<DiskSource.Volume> volume(StorageSource source) {
        return source.pool()
                .flatMap(pool -> Tolerant.value(source.volume(), volume -> new DiskSource.Volume(pool, volume)));
    }

    /** Several hosts, none, or a Unix socket are left to the native configuration. */
    private static Optional<DiskSource.Network> network(StorageSource source) {
        if (source.hosts().size() != 1) {
            return Optional.empty();
        }
        SourceHost host = source.hosts().get(0);
        boolean plain = host.transport()
                .filter(transport -> !transport.equals(SourceHost.Transport.TCP))
                .isEmpty();
        int port = Tolerant.number(host.port(), 0, 0, MOST_PORTS);
        String name = source.name().orElse("");
        return source.protocol()
                .filter(protocol -> plain)
                .flatMap(protocol -> Tolerant.value(
                        host.name(),
                        address -> new DiskSource.Network(
                                protocol.text(),
                                address,
                                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                                name)));
    }

    static void write(Change change, DomainDisk element, DiskSource base, DiskSource wanted) {
        if (wanted instanceof DiskSource.Native other) {
            throw change.nativeOnly("disk source", other.kind());
        }
        if (wanted instanceof DiskSource.Empty) {
            element.setType(DomainDisk.Type.FILE).setSource(null);
            return;
        }
        if (!isLike(base, wanted)) {
            element.setSource(new StorageSource());
        }
        StorageSource source = element.sourceOrNew();
        if (wanted instanceof DiskSource.File file) {
            element.setType(DomainDisk.Type.FILE);
            source.setFile(file.path());
        } else if (wanted instanceof DiskSource.Block block) {
            element.setType(DomainDisk.Type.BLOCK);
            source.setDev(block.path());
        } else if (wanted instanceof DiskSource.Volume volume) {
            element.setType(DomainDisk.Type.VOLUME);
            source.setPool(volume.pool()).setVolume(volume.volume());
        } else if (wanted instanceof DiskSource.Network network) {
            element.setType(DomainDisk.Type.NETWORK);
            write(source, network);
        }
    }

    /** What else a source says of a file still holds for another file, but not for another kind of source. */
    private static boolean isLike(DiskSource base, DiskSource wanted) {
        if (base instanceof DiskSource.Network was && wanted instanceof DiskSource.Network is) {
            return was.protocol().equals(is.protocol());
        }
        return base.getClass() == wanted.getClass();
    }

    private static void write(StorageSource source, DiskSource.Network wanted) {
        source.setProtocol(new StorageSource.Protocol(wanted.protocol()))
                .setName(wanted.name().isEmpty() ? null : wanted.name());
        SourceHost host =
                source.hosts().isEmpty() ? source.addHost() : source.hosts().get(0);
        host.setName(wanted.host())
                .setPort(wanted.port().isPresent() ? (long) wanted.port().getAsInt() : null);
    }

    static String text(DiskSource source) {
        if (source instanceof DiskSource.File file) {
            return file.path();
        }
        if (source instanceof DiskSource.Block block) {
            return block.path();
        }
        if (source instanceof DiskSource.Volume volume) {
            return "volume '" + volume.volume() + "' of pool '" + volume.pool() + "'";
        }
        if (source instanceof DiskSource.Network network) {
            return String.join(" ", List.of(network.protocol(), network.host(), network.name()));
        }
        return source instanceof DiskSource.Native other ? other.kind() : "empty";
    }
}
