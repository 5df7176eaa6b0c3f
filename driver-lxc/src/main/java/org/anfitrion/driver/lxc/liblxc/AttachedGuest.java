package org.anfitrion.driver.lxc.liblxc;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NativeError;
import org.anfitrion.driver.lxc.liblxc.wire.NativeLog;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.GuestTools;
import org.anfitrion.spi.support.KeptProcess;
import org.anfitrion.spi.support.KeptStream;

/** A program in a container. Thread-safe. */
final class AttachedGuest implements GuestTools.Program {

    private final Process process;
    private final KeptProcess kept;
    private final Failure attempt;

    /** Why liblxc could not start it, once it has ended. */
    private final CompletableFuture<Optional<String>> refusal;

    private AttachedGuest(Process process, NativeLog log, Failure attempt) {
        this.process = process;
        this.attempt = attempt;
        kept = new KeptProcess(process);
        refusal = process.onExit().thenApply(gone -> {
            try (log) {
                return log.errors();
            }
        });
    }

    static AttachedGuest start(Attachment attachment, boolean reads, Failure attempt) {
        NativeLog log = NativeLog.begin(attempt);
        boolean whole = false;
        try {
            AttachedGuest guest = new AttachedGuest(attachment.start(reads, log, attempt), log, attempt);
            whole = true;
            return guest;
        } finally {
            if (!whole) {
                log.close();
            }
        }
    }

    void feed(byte[] input) {
        kept.feed(input);
    }

    @Override
    public KeptStream output() {
        return kept.output();
    }

    @Override
    public KeptStream errors() {
        return kept.errors();
    }

    @Override
    public int await(Deadline deadline) {
        int code = kept.await(deadline, attempt);
        Optional<String> refused = refusal.join();
        if (refused.isPresent()) {
            throw new BackendFailureException(attempt.saidBy(new NativeError("liblxc", code, refused.get())));
        }
        return code;
    }

    /** The program is a child of the one that attached it, which passes no signals on. */
    @Override
    public void close() {
        if (process.isAlive()) {
            Processes.killSession(process.pid());
        }
        kept.close();
    }
}
