package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.libvirt.xml.domain.DiskElement;
import org.anfitrion.libvirt.xml.domain.DiskHostElement;
import org.anfitrion.libvirt.xml.domain.DiskSourceElement;

/** Where a drive's content is: {@code <disk type=…>} and its {@code <source>}. */
final class DiskSources {

    private static final int MOST_PORTS = 65_535;

    private DiskSources() {}

    static DiskSource read(DiskElement disk, DiskDevice device) {
        String type = Objects.requireNonNullElse(disk.type, "file");
        DiskSourceElement source = Objects.requireNonNullElseGet(disk.source, DiskSourceElement::new);
        boolean nothing = disk.source == null || (type.equals("file") && source.file == null);
        if (nothing && device != DiskDevice.DISK) {
            return new DiskSource.Empty();
        }
        Optional<? extends DiskSource> known =
                switch (type) {
                    case "file" -> Tolerant.value(source.file, DiskSource.File::new);
                    case "block" -> Tolerant.value(source.dev, DiskSource.Block::new);
                    case "volume" -> volume(source);
                    case "network" -> network(source);
                    default -> Optional.empty();
                };
        return known.isPresent() ? known.get() : new DiskSource.Native(type);
    }

    private static Optional<DiskSource.Volume> volume(DiskSourceElement source) {
        return Optional.ofNullable(source.pool)
                .flatMap(pool -> Tolerant.value(source.volume, volume -> new DiskSource.Volume(pool, volume)));
    }

    /** Several hosts, none, or a Unix socket are left to the native configuration. */
    private static Optional<DiskSource.Network> network(DiskSourceElement source) {
        if (source.hosts.size() != 1) {
            return Optional.empty();
        }
        DiskHostElement host = source.hosts.get(0);
        boolean plain = host.transport == null || host.transport.equals("tcp");
        int port = Tolerant.number(host.port, 0, 0, MOST_PORTS);
        String name = Objects.requireNonNullElse(source.name, "");
        return Optional.ofNullable(source.protocol)
                .filter(protocol -> plain)
                .flatMap(protocol -> Tolerant.value(
                        host.name,
                        address -> new DiskSource.Network(
                                protocol, address, port == 0 ? OptionalInt.empty() : OptionalInt.of(port), name)));
    }

    static void write(Change change, DiskElement element, DiskSource base, DiskSource wanted) {
        if (wanted instanceof DiskSource.Native other) {
            throw change.nativeOnly("disk source", other.kind());
        }
        if (wanted instanceof DiskSource.Empty) {
            element.type = "file";
            element.source = null;
            return;
        }
        DiskSourceElement source =
                element.source == null || !isLike(base, wanted) ? new DiskSourceElement() : element.source;
        if (wanted instanceof DiskSource.File file) {
            element.type = "file";
            source.file = file.path();
        } else if (wanted instanceof DiskSource.Block block) {
            element.type = "block";
            source.dev = block.path();
        } else if (wanted instanceof DiskSource.Volume volume) {
            element.type = "volume";
            source.pool = volume.pool();
            source.volume = volume.volume();
        } else if (wanted instanceof DiskSource.Network network) {
            element.type = "network";
            write(source, network);
        }
        element.source = source;
    }

    /** What else a source says of a file still holds for another file, but not for another kind of source. */
    private static boolean isLike(DiskSource base, DiskSource wanted) {
        if (base instanceof DiskSource.Network was && wanted instanceof DiskSource.Network is) {
            return was.protocol().equals(is.protocol());
        }
        return base.getClass() == wanted.getClass();
    }

    private static void write(DiskSourceElement source, DiskSource.Network wanted) {
        source.protocol = wanted.protocol();
        source.name = wanted.name().isEmpty() ? null : wanted.name();
        if (source.hosts.isEmpty()) {
            source.hosts.add(new DiskHostElement());
        }
        DiskHostElement host = source.hosts.get(0);
        host.name = wanted.host();
        host.port = wanted.port().isPresent() ? Integer.toString(wanted.port().getAsInt()) : null;
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
