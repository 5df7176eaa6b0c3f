package org.anfitrion.driver.lxc.liblxc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.config.Translation;
import org.anfitrion.driver.lxc.liblxc.wire.Container;

/** Changes the limits of containers that run: all that a change asks for, or nothing. Thread-safe. */
final class LiveUpdates {

    private final Containers containers;
    private final Translation translation;

    LiveUpdates(Containers containers, Translation translation) {
        this.containers = containers;
        this.translation = translation;
    }

    /** Applies a difference to what runs, with a configuration that tells what that is. */
    Applied apply(LxcConfig running, DomainSpec base, DomainSpec wanted, Failure attempt) {
        DomainSpec limits = base.toBuilder()
                .cpus(wanted.cpus())
                .memory(wanted.memory())
                .tuning(wanted.tuning())
                .build();
        if (!limits.equals(wanted)) {
            throw new UnsupportedCapabilityException(attempt.because(Features.ONLY_LIMITS));
        }
        List<String> changes = translation.changes(base, wanted);
        if (changes.isEmpty()) {
            return new Applied(List.of(), Set.of(), false);
        }
        String name = base.name();
        LxcConfig changed = translation.update(running, base, wanted, attempt);
        try (Container container = containers.toAct(name, attempt)) {
            write(container, translation.limitsChange(base, wanted).inOrder(container::control), attempt);
            container.initPid().ifPresent(init -> containers.folder().keepChanged(name, changed, init, attempt));
        }
        return new Applied(changes, Set.of(Scope.LIVE), false);
    }

    private record Written(String file, String before) {}

    private static void write(Container container, Map<String, String> files, Failure attempt) {
        Deque<Written> written = new ArrayDeque<>();
        files.forEach((file, value) -> {
            Optional<String> before = container.control(file);
            if (!container.control(file, value)) {
                Failure failure = container.blamed(attempt);
                written.forEach(done -> container.control(done.file(), done.before()));
                throw new BackendFailureException(failure.because(
                        "the kernel did not take '" + value + "' for " + file + ": " + failure.reason()));
            }
            before.ifPresent(old -> written.push(new Written(file, old)));
        });
    }
}
