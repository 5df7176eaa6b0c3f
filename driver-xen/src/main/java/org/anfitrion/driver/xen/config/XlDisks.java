package org.anfitrion.driver.xen.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.error.InvalidSpecException;

/** Drives, each a text of {@code disk}. Source: xl-disk-configuration(5), also its "deprecated" forms. */
final class XlDisks {

    private static final List<String> POSITIONS = List.of("target", "format", "vdev", "access");
    private static final Set<String> KEYS =
            Set.of("target", "format", "vdev", "access", "devtype", "backend", "backendtype", "script");
    private static final Set<String> FORMATS = Set.of("", "raw", "qcow", "qcow2", "vhd", "qed", "empty");

    /** The formats that {@code xl} knows by the same word; raw is what it takes unless told otherwise. */
    private static final Set<DiskFormat> KNOWN = Set.of(
            DiskFormat.RAW, DiskFormat.QCOW2, new DiskFormat("qcow"), new DiskFormat("vhd"), new DiskFormat("qed"));

    private XlDisks() {}

    static DiskSpec read(String text, boolean pc) {
        Map<String, String> parts = parts(text);
        String vdev = parts.getOrDefault("vdev", "");
        boolean drive = vdev.endsWith(":cdrom") || "cdrom".equals(parts.get("devtype"));
        String target = vdev.contains(":") ? vdev.substring(0, vdev.indexOf(':')) : vdev;
        if (target.isEmpty()) {
            throw InvalidSpecException.of("disk", text, "it says not how the guest sees it (vdev)");
        }
        String access = parts.getOrDefault("access", drive ? "r" : "w");
        String format = parts.getOrDefault("format", "");
        DiskSpec disk = new DiskSpec(
                source(parts, drive),
                drive ? DiskDevice.CDROM : DiskDevice.DISK,
                format.isEmpty() || format.equals("empty") || drive ? DiskFormat.RAW : new DiskFormat(format),
                Optional.of(bus(target, pc)),
                Optional.of(target),
                drive || (access.startsWith("r") && !access.startsWith("rw")),
                Optional.empty(),
                Optional.empty());
        return disk;
    }

    private static DiskBus bus(String target, boolean pc) {
        if (!pc || target.startsWith("xvd")) {
            return DiskBus.XEN;
        }
        return target.startsWith("sd") ? DiskBus.SCSI : DiskBus.IDE;
    }

    private static DiskSource source(Map<String, String> parts, boolean drive) {
        String path = parts.getOrDefault("target", "");
        if (path.isEmpty() && drive) {
            return new DiskSource.Empty();
        }
        if (!path.startsWith("/")) {
            // rbd:pool/image and the like are QEMU's own, and say more than a description can.
            return new DiskSource.Native(path.contains(":") ? "network" : "none");
        }
        return "phy".equals(parts.get("backendtype")) && !drive
                ? new DiskSource.Block(path)
                : new DiskSource.File(path);
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String rest = text.strip();
        List<String> positions = new ArrayList<>(POSITIONS);
        while (!rest.isEmpty()) {
            int equals = rest.indexOf('=');
            String key = equals < 0 ? "" : rest.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (key.equals("target")) {
                // It takes all that is left, commas too.
                parts.put(key, rest.substring(equals + 1));
                break;
            }
            int comma = rest.indexOf(',');
            String part = (comma < 0 ? rest : rest.substring(0, comma)).strip();
            rest = comma < 0 ? "" : rest.substring(comma + 1).strip();
            if (KEYS.contains(key) && (comma < 0 || equals < comma)) {
                parts.put(key, part.substring(part.indexOf('=') + 1).strip());
            } else if (positions.isEmpty()) {
                parts.put(part, "");
            } else {
                place(part, positions, parts);
            }
        }
        return parts;
    }

    /** The older tool has no format, but a word before the path that says who serves it. */
    private static void place(String part, List<String> positions, Map<String, String> parts) {
        String position = positions.remove(0);
        if (position.equals("target")) {
            String path = part;
            for (String prefix : List.of("tap2:", "tap:", "aio:", "file:", "phy:")) {
                if (path.startsWith(prefix)) {
                    path = path.substring(prefix.length());
                    parts.put("backendtype", prefix.equals("phy:") ? "phy" : "qdisk");
                    positions.remove("format");
                }
            }
            parts.put(position, path);
        } else if (position.equals("format") && !FORMATS.contains(part)) {
            place(part, positions, parts);
        } else if (!part.isEmpty()) {
            parts.put(position, part);
        }
    }

    static String write(DiskSpec disk, String target) {
        StringBuilder text = new StringBuilder();
        if (!KNOWN.contains(disk.format())) {
            throw InvalidSpecException.of("disk " + target, disk.format(), "Xen reads no images of this format");
        }
        if (disk.serial().isPresent() || disk.limits().isPresent()) {
            throw InvalidSpecException.of(
                    "disk " + target, target, "xl.cfg has no serial numbers and limits of drives");
        }
        if (disk.device() == DiskDevice.FLOPPY) {
            throw InvalidSpecException.of("disk " + target, disk.device(), "xl.cfg has no floppy drives");
        }
        text.append("format=").append(disk.format().name());
        text.append(",vdev=").append(target);
        text.append(",access=").append(disk.readOnly() || disk.device() == DiskDevice.CDROM ? "ro" : "rw");
        if (disk.device() == DiskDevice.CDROM) {
            text.append(",devtype=cdrom");
        }
        if (disk.source() instanceof DiskSource.File file) {
            text.append(",target=").append(file.path());
        } else if (disk.source() instanceof DiskSource.Block block) {
            text.append(",backendtype=phy,target=").append(block.path());
        } else if (!(disk.source() instanceof DiskSource.Empty)) {
            throw InvalidSpecException.of(
                    "disk " + target, disk.source(), "xl.cfg has only files and block devices of the host");
        }
        return text.toString();
    }
}
