package org.anfitrion.spi.support;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;

/**
 * What is kept of a pool in a directory. Immutable.
 *
 * @param spec its description
 * @param on whether it was switched on or off at last
 * @param boot in which run of the host that was: in the next, autostart decides
 * @param formats the formats of volumes whose names say something else: what is in a file is never asked, its guest wrote it
 * @param backings the images under volumes whose format keeps no path of it
 */
record PoolRecord(
        PoolSpec spec, boolean on, String boot, Map<String, DiskFormat> formats, Map<String, Backing> backings) {

    private static final String FORMAT = "format.";
    private static final String BACKING = "backing.";

    PoolRecord {
        formats = ImmutableMap.copyOf(formats);
        backings = ImmutableMap.copyOf(backings);
    }

    static PoolRecord of(Properties kept) {
        Map<String, DiskFormat> formats = new HashMap<>();
        Map<String, Backing> backings = new HashMap<>();
        for (String key : kept.stringPropertyNames()) {
            if (key.startsWith(FORMAT)) {
                formats.put(key.substring(FORMAT.length()), new DiskFormat(kept.getProperty(key)));
            } else if (key.startsWith(BACKING)) {
                backings.put(key.substring(BACKING.length()), backing(kept.getProperty(key)));
            }
        }
        return new PoolRecord(
                new PoolSpec(
                        kept.getProperty("name", ""),
                        Optional.ofNullable(kept.getProperty("uuid")).map(UUID::fromString),
                        new PoolSource.Directory(kept.getProperty("path", "")),
                        Boolean.parseBoolean(kept.getProperty("autostart"))),
                Boolean.parseBoolean(kept.getProperty("on")),
                kept.getProperty("boot", ""),
                formats,
                backings);
    }

    private static Backing backing(String text) {
        int blank = text.indexOf(' ');
        return new Backing(text.substring(blank + 1), new DiskFormat(text.substring(0, blank)));
    }

    Properties toProperties() {
        Properties kept = new Properties();
        kept.setProperty("name", name());
        spec.uuid().ifPresent(uuid -> kept.setProperty("uuid", uuid.toString()));
        kept.setProperty("path", path());
        kept.setProperty("autostart", Boolean.toString(spec.autostart()));
        kept.setProperty("on", Boolean.toString(on));
        kept.setProperty("boot", boot);
        formats.forEach((volume, format) -> kept.setProperty(FORMAT + volume, format.name()));
        backings.forEach((volume, below) ->
                kept.setProperty(BACKING + volume, below.format().name() + " " + below.path()));
        return kept;
    }

    String name() {
        return spec.name();
    }

    String path() {
        return ((PoolSource.Directory) spec.source()).path();
    }

    boolean isActive(String presentBoot) {
        return boot.equals(presentBoot) ? on : spec.autostart();
    }

    PoolRecord switched(boolean active, String presentBoot) {
        return new PoolRecord(spec, active, presentBoot, formats, backings);
    }

    PoolRecord autostart(boolean value, String presentBoot) {
        return new PoolRecord(spec.autostart(value), isActive(presentBoot), presentBoot, formats, backings);
    }

    DiskFormat format(String volume) {
        DiskFormat known = formats.get(volume);
        return known == null ? ImageFile.formatByName(volume) : known;
    }

    /** What a volume lies on: what its header says, or what it was made with. */
    Optional<Backing> backing(String volume, ImageFile image) {
        return image.backingUntold() ? Optional.ofNullable(backings.get(volume)) : image.backing();
    }

    PoolRecord withVolume(String volume, DiskFormat format, Optional<Backing> backing) {
        Map<String, Backing> below = new HashMap<>(backings);
        below.remove(volume);
        if (!format.equals(DiskFormat.QCOW2)) {
            backing.ifPresent(image -> below.put(volume, image));
        }
        Map<String, DiskFormat> changed = new HashMap<>(formats);
        if (format.equals(ImageFile.formatByName(volume))) {
            changed.remove(volume);
        } else {
            changed.put(volume, format);
        }
        return new PoolRecord(spec, on, boot, changed, below);
    }

    PoolRecord withoutVolume(String volume) {
        return withVolume(volume, ImageFile.formatByName(volume), Optional.empty());
    }
}
