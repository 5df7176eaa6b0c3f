package org.anfitrion.spi.support;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;

/**
 * The program qemu-img. Formats are always said; files are given by absolute paths after {@code --}, so that no name is taken
 * for an option or a protocol.
 */
final class QemuImg implements ImageTool {

    static final QemuImg TOOL = new QemuImg();

    private static final String PROGRAM = "qemu-img";
    private static final String PACKAGE = "the package qemu-utils";
    private static final Duration ENOUGH = Duration.ofDays(365);
    private static final Pattern PERCENT = Pattern.compile("\\(([0-9]+)\\.[0-9]+/100%\\)");

    /** What makes an image of a format take all its space at once. */
    private static final Map<DiskFormat, String> PREALLOCATED = ImmutableMap.of(
            DiskFormat.RAW, "preallocation=falloc",
            DiskFormat.QCOW2, "preallocation=falloc",
            DiskFormat.VDI, "static=on",
            DiskFormat.VHD, "subformat=fixed");

    private QemuImg() {}

    @Override
    public Support support(Feature feature) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        boolean there = Splitter.on(File.pathSeparatorChar)
                .splitToStream(path)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, PROGRAM)));
        return there ? Support.yes() : Support.no("there is no " + PROGRAM + " on the PATH; it comes with " + PACKAGE);
    }

    @Override
    public void create(Path file, VolumeSpec spec, List<Backing> below, Failure attempt, Progress progress) {
        List<String> arguments =
                new ArrayList<>(List.of("create", "-q", "-f", spec.format().name()));
        arguments.addAll(options(spec, attempt));
        spec.backing().ifPresent(backing -> arguments.addAll(below(backing)));
        arguments.addAll(
                List.of("--", file.toString(), Long.toString(spec.capacity().bytes())));
        run(arguments, attempt, progress);
    }

    private static List<String> below(Backing backing) {
        return List.of("-b", backing.path(), "-F", backing.format().name());
    }

    @Override
    public void convert(
            Path from,
            DiskFormat format,
            List<Backing> below,
            Path to,
            VolumeSpec spec,
            Failure attempt,
            Progress progress) {
        List<String> arguments = new ArrayList<>(List.of(
                "convert", "-p", "-f", format.name(), "-O", spec.format().name()));
        arguments.addAll(options(spec, attempt));
        arguments.addAll(List.of("--", from.toString(), to.toString()));
        run(arguments, attempt, progress);
    }

    @Override
    public void resize(
            Path file,
            DiskFormat format,
            List<Backing> below,
            long capacity,
            boolean shrink,
            Failure attempt,
            Progress progress) {
        if (!format.equals(DiskFormat.QCOW2) && (shrink || !format.equals(DiskFormat.VDI))) {
            throw new UnsupportedCapabilityException(
                    attempt.because("qemu-img cannot make an image of the format " + format + " larger or smaller"));
        }
        List<String> arguments = new ArrayList<>(List.of("resize", "-q", "-f", format.name()));
        if (shrink) {
            arguments.add("--shrink");
        }
        arguments.addAll(List.of("--", file.toString(), Long.toString(capacity)));
        run(arguments, attempt, progress);
    }

    private static List<String> options(VolumeSpec spec, Failure attempt) {
        List<String> options = new ArrayList<>();
        if (spec.format().equals(DiskFormat.VHD)) {
            options.addAll(List.of("-o", "force_size=on")); // without it the size is rounded to a geometry
        }
        if (spec.preallocated()) {
            String option = PREALLOCATED.get(spec.format());
            if (option == null) {
                throw new UnsupportedCapabilityException(
                        attempt.because("an image of the format " + spec.format() + " cannot be preallocated"));
            }
            options.addAll(List.of("-o", option));
        }
        return options;
    }

    private static void run(List<String> arguments, Failure attempt, Progress progress) {
        Command.of(PROGRAM)
                .arguments(arguments)
                .installedBy(PACKAGE)
                .attempting(attempt.operation(), attempt.target())
                .eachLine(line -> tell(line, progress))
                .run(Deadline.after(ENOUGH), progress)
                .orThrow();
    }

    private static void tell(String line, Progress progress) {
        Matcher percent = PERCENT.matcher(line);
        if (percent.find()) {
            progress.report(Long.parseLong(percent.group(1)), 100, WorkUnit.PERCENT);
        }
    }
}
