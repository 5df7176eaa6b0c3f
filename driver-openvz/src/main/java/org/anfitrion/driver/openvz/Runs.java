package org.anfitrion.driver.openvz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.driver.openvz.config.VeConfig;

/**
 * What this session knows of runs that it began: the configuration that they began with, with what was set since in the running
 * container only. OpenVZ keeps that nowhere as a whole. Thread-safe.
 */
final class Runs {

    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    /** A run of a container. */
    record Run(VeConfig config, StateReason reason) {}

    void begin(String id, VeConfig config, StateReason reason) {
        runs.put(id, new Run(config, reason));
    }

    void end(String id) {
        runs.remove(id);
    }

    /** Those that this session started. */
    List<String> begun() {
        return runs.entrySet().stream()
                .filter(entry -> entry.getValue().reason() != StateReason.UNKNOWN)
                .map(Map.Entry::getKey)
                .toList();
    }

    Optional<Run> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    void change(String id, VeConfig otherwise, UnaryOperator<VeConfig> change) {
        runs.compute(
                id,
                (key, run) -> run == null
                        ? new Run(change.apply(otherwise), StateReason.UNKNOWN)
                        : new Run(change.apply(run.config()), run.reason()));
    }
}
