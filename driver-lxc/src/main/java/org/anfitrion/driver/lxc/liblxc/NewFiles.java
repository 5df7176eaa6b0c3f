package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;

/**
 * The files of a container that is not there yet. They are made aside, so that two processes do not make them in one place, and
 * what fails takes nothing away but what was made here. Not thread-safe.
 */
final class NewFiles implements AutoCloseable {

    private static final String ASIDE = ".anfitrion-new-";

    private final Path folder;
    private final boolean folderIsNew;
    private final Path place;
    private final Unfinished aside;
    private final Failure attempt;
    private boolean placed;
    private boolean whole;

    private NewFiles(Path place, boolean folderIsNew, Path aside, Failure attempt) {
        this.folder = aside.resolveSibling("");
        this.place = place;
        this.folderIsNew = folderIsNew;
        this.aside = new Unfinished(aside, attempt);
        this.attempt = attempt;
    }

    /** Begins to make what is to be in a place in a container's folder. */
    static NewFiles begin(Path place, boolean folderIsNew, Failure attempt) {
        requireNone(place, attempt);
        try {
            Path aside = Files.createTempDirectory(place.resolveSibling("").normalize(), ASIDE);
            return new NewFiles(place, folderIsNew, aside, attempt);
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    private static void requireNone(Path place, Failure attempt) {
        if (Files.exists(place)) {
            throw taken(place, attempt);
        }
    }

    private static AlreadyExistsException taken(Path place, Failure attempt) {
        return new AlreadyExistsException(attempt.because("there is a root file system without a container: " + place));
    }

    /** Where they are made: nothing is there yet. */
    Path aside() {
        return aside.tree().resolve(String.valueOf(place.getFileName()));
    }

    /** Puts what was made into its place. */
    void place() {
        requireNone(place, attempt);
        try {
            Files.move(aside(), place, StandardCopyOption.ATOMIC_MOVE);
            placed = true;
        } catch (DirectoryNotEmptyException e) {
            throw taken(place, attempt);
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    /** Says that they are a container's now. */
    void keep() {
        whole = true;
    }

    /** Deletes what a process that was killed had begun to make in a container's folder. */
    static void sweep(Path folder, Failure attempt) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, ASIDE + "*")) {
            for (Path one : left) {
                Trees.delete(one, attempt);
            }
        }
    }

    @Override
    public void close() {
        aside.close();
        if (whole) {
            return;
        }
        if (placed) {
            Trees.delete(place, attempt);
        }
        if (folderIsNew) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return; // somebody else has put something there
            } catch (IOException e) {
                throw Trees.failed(attempt, e);
            }
        }
    }
}
