package org.anfitrion.driver.lxc.config;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;

/**
 * A container's root: {@code lxc.rootfs.path}, in which a word may say how it is stored ({@code dir:}, {@code loop:}, {@code
 * overlay:} …), and {@code lxc.rootfs.options}.
 */
final class Root {

    static final String PATH = "lxc.rootfs.path";
    static final String OPTIONS = "lxc.rootfs.options";
    static final String TARGET = "/";
    private static final String DIRECTORY = "dir:";
    private static final String LOOP = "loop:";

    private Root() {}

    static Optional<FilesystemSpec> of(DomainSpec spec) {
        return spec.filesystems().stream()
                .filter(filesystem -> filesystem.target().equals(TARGET))
                .findFirst();
    }

    static Optional<FilesystemSpec> read(LxcConfig config) {
        return config.get(PATH)
                .map(path ->
                        new FilesystemSpec(source(path), TARGET, options(config).contains("ro"), Optional.empty()));
    }

    private static FilesystemSource source(String path) {
        String kind = kind(path);
        String place = path.startsWith("/") ? path : path.substring(Math.min(path.length(), kind.length() + 1));
        return switch (kind) {
            case "", "dir" ->
                Amounts.fit(() -> (FilesystemSource) new FilesystemSource.Directory(place))
                        .orElseGet(() -> new FilesystemSource.Native(path));
            case "loop" ->
                Amounts.fit(() -> (FilesystemSource) new FilesystemSource.Image(place, DiskFormat.RAW))
                        .orElseGet(() -> new FilesystemSource.Native(kind));
            default -> new FilesystemSource.Native(kind);
        };
    }

    private static String kind(String path) {
        int colon = path.indexOf(':');
        return path.startsWith("/") || colon < 0 ? "" : path.substring(0, colon);
    }

    private static List<String> options(LxcConfig config) {
        return Splitter.on(',')
                .trimResults()
                .omitEmptyStrings()
                .splitToList(config.get(OPTIONS).orElse(""));
    }

    /** Writes what differs. */
    static LxcConfig write(LxcConfig config, Optional<FilesystemSpec> base, Optional<FilesystemSpec> wanted) {
        if (base.equals(wanted)) {
            return config;
        }
        if (wanted.isEmpty()) {
            return config.remove(PATH).remove(OPTIONS);
        }
        LxcConfig changed = config;
        FilesystemSource source = wanted.get().source();
        if (!base.map(FilesystemSpec::source).equals(Optional.of(source))) {
            changed = changed.set(PATH, path(source));
        }
        List<String> options = new ArrayList<>(options(config));
        options.removeIf(option -> option.equals("ro") || option.equals("rw"));
        if (wanted.get().readOnly()) {
            options.add("ro");
        }
        return changed.setAll(OPTIONS, options.isEmpty() ? List.of() : List.of(String.join(",", options)));
    }

    private static String path(FilesystemSource source) {
        if (source instanceof FilesystemSource.Directory directory) {
            return DIRECTORY + directory.path();
        }
        if (source instanceof FilesystemSource.Image image) {
            return LOOP + image.path();
        }
        throw new IllegalArgumentException("not a root that a configuration can have: " + source);
    }
}
