package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.driver.lxc.config.LxcConfig;

/**
 * The directory that a container writes to: its root, or the upper layer of one that is an overlay. Source: lxc.container.conf(5),
 * {@code lxc.rootfs.path}.
 *
 * @param kind what the configuration says before it, such as {@code dir:} or {@code overlay:/srv/base:}
 * @param directory the directory
 */
record OwnFiles(String kind, Path directory) {

    static final String ROOT = "lxc.rootfs.path";
    private static final String OPTIONS = "lxc.rootfs.options";
    private static final String DIRECTORY = "dir:";
    private static final String LAYERS = "overlay:";
    private static final Pattern OVERLAY = Pattern.compile("(overlay(?:fs)?:/.*:)(/.*)");

    /** In a container's folder: what is its root's, so that liblxc can make the kernel's scratch beside the layer as that. */
    static final String LAYER_FOLDER = "layer";

    static final String LAYER = "delta0";

    /** What overlayfs's options and liblxc's own syntax cannot have in a path. */
    private static final Pattern UNLAYERED = Pattern.compile("[:,\\\\]");

    /** The directory of a container, unless its root is something else. */
    static Optional<OwnFiles> of(LxcConfig config) {
        String root = config.get(ROOT).orElse("");
        try {
            if (root.startsWith("/")) {
                return Optional.of(new OwnFiles("", Path.of(root)));
            }
            if (root.startsWith(DIRECTORY + "/")) {
                return Optional.of(new OwnFiles(DIRECTORY, Path.of(root.substring(DIRECTORY.length()))));
            }
            return Optional.of(OVERLAY.matcher(root))
                    .filter(Matcher::matches)
                    .map(layers -> new OwnFiles(layers.group(1), Path.of(layers.group(2))));
        } catch (InvalidPathException e) {
            return Optional.empty(); // a letter that this process' locale has not
        }
    }

    /** The directory of a container with whose files something is to be done. */
    static OwnFiles require(LxcConfig config, Feature feature, Failure attempt) {
        lacking(config, feature).ifPresent(reason -> {
            throw new UnsupportedCapabilityException(attempt.because(reason));
        });
        OwnFiles files = of(config).orElseThrow();
        if (!Files.isDirectory(files.directory())) {
            throw new BackendFailureException(attempt.because("its root is not there: " + files.directory()));
        }
        return files;
    }

    /** Files in a directory, and nothing below them. */
    static OwnFiles in(Path directory) {
        return new OwnFiles(DIRECTORY, directory);
    }

    /** The same in another directory. */
    OwnFiles at(Path other) {
        return new OwnFiles(kind, other);
    }

    boolean isLayer() {
        return kind.startsWith("overlay");
    }

    /** A layer over these, or over what these are a layer over. */
    OwnFiles layer(Path other) {
        return isLayer() ? at(other) : new OwnFiles(LAYERS + directory + ":", other);
    }

    /** What a snapshot calls its copy. */
    String plainName() {
        return isLayer() ? LAYER : ContainerFolder.ROOT;
    }

    /** Says why something cannot be done with the files of a container. */
    static Optional<String> lacking(LxcConfig config, Feature feature) {
        return switch (feature) {
            case SNAPSHOTS, SNAPSHOT_REVERT -> noDirectory(config);
            case COPY ->
                noDirectory(config)
                        .or(() -> of(config).filter(OwnFiles::isLayer).map(files -> Features.NO_FULL));
            case LINKED_COPY -> noDirectory(config).or(() -> noLayer(config));
            default -> Optional.empty();
        };
    }

    private static Optional<String> noDirectory(LxcConfig config) {
        return of(config).isPresent()
                ? Optional.empty()
                : Optional.of("only a root that is a directory is copied, and this one is '"
                        + config.get(ROOT).orElse("") + "'");
    }

    private static Optional<String> noLayer(LxcConfig config) {
        if (Splitter.on(',')
                .splitToStream(config.get(OPTIONS).orElse(""))
                .anyMatch(option -> option.startsWith("idmap="))) {
            return Optional.of(Features.NO_LINKED);
        }
        return of(config)
                .filter(files -> !files.isLayer())
                .map(OwnFiles::directory)
                .filter(directory -> UNLAYERED.matcher(directory.toString()).find())
                .map(directory -> "an overlay cannot lie over a path with a colon, comma or backslash: " + directory);
    }

    /** Whether a container's files are these, or lie over them. */
    boolean isUsedBy(LxcConfig other) {
        String root = other.get(ROOT).orElse("");
        return of(other).filter(files -> files.directory().equals(directory)).isPresent()
                || root.startsWith(LAYERS + directory + ":")
                || root.startsWith("overlayfs:" + directory + ":");
    }

    LxcConfig into(LxcConfig config) {
        return config.set(ROOT, toString());
    }

    /** Makes an empty directory that belongs to whom another one does. */
    static void makeLike(Path other, Path directory, Failure attempt) {
        try {
            Files.createDirectory(directory);
            for (String attribute : List.of("unix:uid", "unix:gid", "unix:mode")) {
                Files.setAttribute(directory, attribute, Files.getAttribute(other, attribute));
            }
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    /** Returns it as a configuration says it. */
    @Override
    public String toString() {
        return kind + directory;
    }
}
