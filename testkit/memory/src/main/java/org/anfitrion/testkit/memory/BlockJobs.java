package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.error.ResourceBusyException;

/** The jobs that work on the drives of one domain, one a drive. Used under the host's lock only. */
final class BlockJobs {

    private final Map<String, Running> byTarget = new LinkedHashMap<>(0);

    List<BlockJobInfo> rows() {
        return byTarget.values().stream().map(Running::row).toList();
    }

    void requireNone(Call call) {
        byTarget.keySet().forEach(target -> requireFree(target, call));
    }

    void requireFree(String target, Call call) {
        Running other = byTarget.get(target);
        if (other != null) {
            throw new ResourceBusyException(call.failure(
                    "a " + other.kind.name().toLowerCase(Locale.ROOT) + " works on its drive '" + target + "'"));
        }
    }

    Running begin(String target, BlockJobKind kind, long total, Call call) {
        requireFree(target, call);
        Running job = new Running(target, kind, total);
        byTarget.put(target, job);
        return job;
    }

    void end(Running job) {
        byTarget.remove(job.target, job);
    }

    /** Ends what a domain's end ends. */
    void clear() {
        byTarget.clear();
    }

    boolean has(Running job) {
        return byTarget.get(job.target) == job;
    }

    /** A job that works. */
    static final class Running {

        private final String target;
        private final BlockJobKind kind;
        private final long total;
        private volatile long done;

        private Running(String target, BlockJobKind kind, long total) {
            this.target = target;
            this.kind = kind;
            this.total = total;
        }

        String target() {
            return target;
        }

        BlockJobKind kind() {
            return kind;
        }

        long total() {
            return total;
        }

        void advance(long soFar) {
            done = soFar;
        }

        private BlockJobInfo row() {
            return new BlockJobInfo(target, kind, done, total, false);
        }
    }
}
