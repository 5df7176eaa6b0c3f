package org.anfitrion.driver.vbox.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.ImageTool;

/**
 * Makes images with VBoxManage. What is made here is not left in VirtualBox's registry: a volume is known there from when a
 * machine has it. Thread-safe.
 *
 * <p>Source: VirtualBox's User Manual, "VBoxManage createmedium", "clonemedium", "modifymedium", "closemedium" and
 * "convertfromraw".
 */
public final class MediumTool implements ImageTool {

    private static final String RAW = "RAW";

    private final Manage manage;
    private final KnownMedia media;

    /**
     * Creates the tool of one session.
     *
     * @param manage runs VBoxManage
     * @param media the registry
     */
    public MediumTool(Manage manage, KnownMedia media) {
        this.manage = manage;
        this.media = media;
    }

    @Override
    public Support support(Feature feature) {
        return Support.yes();
    }

    @Override
    public void create(Path file, VolumeSpec spec, List<Backing> below, Failure attempt, Progress progress) {
        MediumFormat format = writable(spec, attempt);
        spec.backing().ifPresent(backing -> requireBase(backing, attempt));
        appear(file, format.extension(), attempt, fresh -> {
            List<String> words = new ArrayList<>(
                    List.of("createmedium", "disk", "--filename", fresh.toString(), "--format", format.name()));
            Optional<Backing> backing = spec.backing();
            if (backing.isPresent()) {
                words.addAll(List.of("--diffparent", backing.get().path()));
                media.borrow(
                        Path.of(backing.get().path()), below, attempt, () -> make(fresh, words, attempt, progress));
            } else {
                words.addAll(List.of("--sizebyte", Long.toString(spec.capacity().bytes())));
                words.addAll(variant(spec));
                make(fresh, words, attempt, progress);
            }
        });
    }

    private void make(Path fresh, List<String> words, Failure attempt, Progress progress) {
        manage.to(attempt).changing().watchedBy(progress).run(words);
        media.forget(fresh, attempt);
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
        boolean toRaw = spec.format().equals(DiskFormat.RAW);
        String target = toRaw ? RAW : writable(spec, attempt).name();
        String extension = toRaw ? ".img" : writable(spec, attempt).extension();
        appear(to, extension, attempt, fresh -> {
            if (format.equals(DiskFormat.RAW)) {
                List<String> words = new ArrayList<>(
                        List.of("convertfromraw", from.toString(), fresh.toString(), "--format", target));
                words.addAll(variant(spec));
                manage.to(attempt).changing().watchedBy(progress).run(words);
            } else {
                List<String> words = new ArrayList<>(
                        List.of("clonemedium", "disk", from.toString(), fresh.toString(), "--format", target));
                words.addAll(toRaw ? List.of() : variant(spec));
                media.borrow(from, below, attempt, () -> make(fresh, words, attempt, progress));
            }
        });
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
        if (shrink) {
            throw new UnsupportedCapabilityException(
                    attempt.because("VirtualBox does not make images of the format " + format + " smaller"));
        }
        media.borrow(file, below, attempt, () -> manage.to(attempt)
                .changing()
                .watchedBy(progress)
                .run("modifymedium", "disk", file.toString(), "--resizebyte", Long.toString(capacity)));
    }

    @Override
    public void forget(Path file, DiskFormat format, Failure attempt) {
        if (!format.equals(DiskFormat.RAW)) {
            media.forget(file, attempt);
        }
    }

    @Override
    public void replace(Path file, Path by, DiskFormat format, Failure attempt) {
        if (format.equals(DiskFormat.RAW)) {
            return;
        }
        media.identity(file, attempt).ifPresent(uuid -> manage.to(attempt)
                .changing()
                .run("internalcommands", "sethduuid", by.toString(), uuid.toString()));
    }

    private static MediumFormat writable(VolumeSpec spec, Failure attempt) {
        MediumFormat format = MediumFormat.of(spec.format())
                .orElseThrow(() -> new UnsupportedCapabilityException(attempt.because(
                        "VirtualBox writes images of the formats vdi, vmdk and vpc, not " + spec.format())));
        if (spec.preallocated() && !format.preallocates()) {
            throw new UnsupportedCapabilityException(
                    attempt.because("an image of the format " + spec.format() + " cannot be preallocated in one file"));
        }
        return format;
    }

    private static void requireBase(Backing backing, Failure attempt) {
        if (MediumFormat.of(backing.format()).isEmpty()) {
            throw new UnsupportedCapabilityException(attempt.because(
                    "VirtualBox lays images over those of the formats vdi, vmdk and vpc, not " + backing.format()));
        }
    }

    private static List<String> variant(VolumeSpec spec) {
        return spec.preallocated() ? List.of("--variant", "Fixed") : List.of();
    }

    /**
     * Makes a file under a name of its own and puts it in the place of an empty one: VBoxManage replaces nothing, and chooses an
     * extension where there is none.
     */
    private void appear(Path file, String extension, Failure attempt, Making making) {
        Path fresh = file.resolveSibling(file.getFileName() + extension);
        try {
            try {
                making.make(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                if (Files.deleteIfExists(fresh)) {
                    media.lost(fresh, attempt);
                }
            }
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because(String.valueOf(e.getMessage())).causedBy(e));
        }
    }

    /** Makes an image where there is none. */
    @FunctionalInterface
    private interface Making {

        void make(Path fresh);
    }
}
