package org.anfitrion.driver.lxc.liblxc;

import java.nio.file.Path;
import org.anfitrion.api.error.Failure;

/** A tree of files that is being made: it is deleted again unless it gets whole. Not thread-safe. */
final class Unfinished implements AutoCloseable {

    private final Path tree;
    private final Failure attempt;
    private boolean whole;

    Unfinished(Path tree, Failure attempt) {
        this.tree = tree;
        this.attempt = attempt;
    }

    Path tree() {
        return tree;
    }

    /** Says that it is to stay. */
    void keep() {
        whole = true;
    }

    /** As a resource it does not hide why the tree did not get whole: what cannot be deleted is told beside. */
    @Override
    public void close() {
        if (!whole) {
            Trees.delete(tree, attempt);
        }
    }
}
