package org.anfitrion.testkit.memory;

import org.anfitrion.api.error.Failure;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.jspecify.annotations.Nullable;

/** A request to a session: all that has to be known to refuse, delay or break it. Immutable. */
record Call(
        Operation operation,
        String target,
        @Nullable String domain,
        @Nullable Feature feature,
        @Nullable Deadline deadline,
        @Nullable Progress progress) {

    static Call on(Operation operation, String target) {
        return new Call(operation, target, null, null, null, null);
    }

    static Call onDomain(Operation operation, String name) {
        return new Call(operation, "domain '" + name + "'", name, null, null, null);
    }

    Call needing(@Nullable Feature needed) {
        return new Call(operation, target, domain, needed, deadline, progress);
    }

    Call until(Deadline latest) {
        return new Call(operation, target, domain, feature, latest, progress);
    }

    Call watchedBy(Progress watcher) {
        return new Call(operation, target, domain, feature, deadline, watcher);
    }

    Failure failure(String why) {
        return Failure.to(operation.verb(), target).because(why);
    }

    boolean isCancelled() {
        return progress != null && progress.cancelled();
    }

    boolean isLate() {
        return deadline != null && deadline.hasPassed();
    }
}
