package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.driver.lxc.liblxc.wire.MountNamespace;
import org.anfitrion.spi.Deadline;

/** Mounts of one container that runs: what {@code lxc.mount.entry} does at its start, done now. */
final class LiveMounts {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final MountNamespace namespace;
    private final Failure attempt;

    LiveMounts(long process, Failure attempt) {
        namespace = new MountNamespace(process, Processes.root(process, "uid_map"), Processes.root(process, "gid_map"));
        this.attempt = attempt;
    }

    void attach(FilesystemSpec filesystem) {
        try {
            if (filesystem.source() instanceof FilesystemSource.Directory directory) {
                boolean folder = Files.isDirectory(Path.of(directory.path()));
                namespace.bind(directory.path(), filesystem.target(), folder, filesystem.readOnly());
            } else if (filesystem.source() instanceof FilesystemSource.Temporary memory) {
                namespace.memory(memory.size().bytes(), filesystem.target(), filesystem.readOnly());
            } else {
                throw new IllegalArgumentException("not a mount that a configuration can have: " + filesystem);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Waits until nothing in the container uses it any more. */
    void detach(FilesystemSpec filesystem, Deadline deadline) {
        try {
            while (!namespace.unmount(filesystem.target())) {
                if (deadline.hasPassed()) {
                    throw new OperationTimeoutException(attempt.because("a program in the container still uses "
                            + filesystem.target() + " after " + deadline.allowed()));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Takes away again what was mounted for nothing. */
    void undo(FilesystemSpec filesystem, HypervisorException why) {
        try {
            detach(filesystem, Deadline.after(Duration.ZERO));
        } catch (HypervisorException e) {
            why.addSuppressed(e);
        }
    }

    private BackendFailureException failed(IOException e) {
        return new BackendFailureException(
                attempt.because(String.valueOf(e.getMessage())).causedBy(e));
    }
}
