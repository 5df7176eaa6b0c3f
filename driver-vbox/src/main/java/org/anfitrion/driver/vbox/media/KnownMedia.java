package org.anfitrion.driver.vbox.media;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.driver.vbox.manage.Manage;
import org.anfitrion.driver.vbox.manage.ManageError;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Medium;
import org.anfitrion.driver.vbox.settings.Registry;
import org.anfitrion.spi.support.CommandResult;

/**
 * The registry in which VirtualBox knows images by their UUIDs. Whatever VBoxManage opens stays there until it is closed, and a
 * layer can be opened only where the image below it is known: its header has a UUID, and no path. Thread-safe.
 */
public final class KnownMedia {

    /** {@code VBOX_E_OBJECT_IN_USE}: a machine has it, or it has layers. */
    private static final int IN_USE = 0x80bb000c;

    private final Manage manage;
    private final Supplier<Registry> registry;
    /** How many calls of this session need an image that was not known before. */
    private final Map<Path, Integer> borrowed = new HashMap<>();

    /**
     * Prepares look-ups.
     *
     * @param manage runs VBoxManage
     * @param registry reads the registry
     */
    public KnownMedia(Manage manage, Supplier<Registry> registry) {
        this.manage = manage;
        this.registry = registry;
    }

    /**
     * Finds an image.
     *
     * @param file where it is
     * @return the image, if VirtualBox knows it
     */
    Optional<Medium> find(Path file) {
        Registry now = registry.get();
        return Stream.concat(
                        Stream.of(now.media()),
                        now.machines().stream()
                                .flatMap(entry -> MachineSettings.readable(entry).stream())
                                .map(MachineSettings::media))
                .flatMap(media -> media.media().values().stream())
                .filter(medium -> medium.location().equals(file))
                .findFirst();
    }

    /**
     * Returns the UUID that another image in a file's place has to have.
     *
     * @param file where it is
     * @param attempt what is attempted
     * @return its UUID, if VirtualBox knows it
     * @throws InvalidStateException if it is a layer: another one would not lie on the same image
     */
    Optional<UUID> identity(Path file, Failure attempt) {
        return find(file).map(medium -> {
            if (medium.parent().isPresent()) {
                throw new InvalidStateException(
                        attempt.because("a machine has it, and VirtualBox knows on which image it lies"));
            }
            return medium.uuid();
        });
    }

    /**
     * Makes VirtualBox know an image and those below it, so that a machine can have it.
     *
     * @param image the image
     * @param below those below it, the nearest first
     * @param attempt what is attempted
     */
    public void open(Path image, List<Backing> below, Failure attempt) {
        lowestFirst(image, below).forEach(each -> open(each, attempt));
    }

    private void open(Path image, Failure attempt) {
        manage.to(attempt).changing().run("showmediuminfo", "disk", image.toString());
    }

    private static Deque<Path> lowestFirst(Path image, List<Backing> below) {
        Deque<Path> chain = new ArrayDeque<>();
        chain.push(image);
        below.forEach(backing -> chain.push(Path.of(backing.path())));
        return chain;
    }

    /** Does something for which VirtualBox has to know images, and lets those be forgotten again that it did not know. */
    void borrow(Path image, List<Backing> below, Failure attempt, Runnable work) {
        Deque<Path> opened = new ArrayDeque<>();
        try {
            for (Path each : lowestFirst(image, below)) {
                if (enter(each)) {
                    opened.push(each);
                    open(each, attempt);
                }
            }
            work.run();
        } finally {
            opened.forEach(each -> leave(each, attempt));
        }
    }

    /** Tells whether the image was not known, so that it is to be forgotten. */
    private synchronized boolean enter(Path image) {
        Integer others = borrowed.get(image);
        if (others == null && find(image).isPresent()) {
            return false;
        }
        borrowed.put(image, others == null ? 1 : others + 1);
        return true;
    }

    private synchronized void leave(Path image, Failure attempt) {
        int left = borrowed.getOrDefault(image, 1) - 1;
        if (left > 0) {
            borrowed.put(image, left);
        } else {
            borrowed.remove(image);
            lost(image, attempt);
        }
    }

    /**
     * Makes VirtualBox forget an image that nobody has.
     *
     * @throws org.anfitrion.api.error.ResourceBusyException if a machine has it, or a layer lies on it
     */
    void forget(Path image, Failure attempt) {
        CommandResult result = manage.to(attempt).changing().attempt("closemedium", "disk", image.toString());
        if (result.exitCode() != 0) {
            ManageError error = ManageError.parse(result.errors(), result.exitCode());
            if (error.code() == IN_USE) {
                throw error.exception(attempt);
            }
            // Otherwise it cannot be opened, so it was not known.
        }
    }

    /** Makes VirtualBox forget an image if nobody has it: by now somebody may, and then it is theirs. */
    void lost(Path image, Failure attempt) {
        manage.to(attempt).changing().attempt("closemedium", "disk", image.toString());
    }
}
