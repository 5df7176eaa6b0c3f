package org.anfitrion.api;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.anfitrion.api.error.HypervisorException;

/**
 * What came of one action on many domains: each was tried, whatever became of the others.
 *
 * @param succeeded those that it was done to
 * @param failed those that it could not be done to, each with the reason
 */
public record BulkResult(List<Domain> succeeded, Map<Domain, HypervisorException> failed) {

    /**
     * Checks that nothing is missing.
     *
     * @param succeeded those that it was done to
     * @param failed those that it could not be done to, each with the reason
     */
    public BulkResult {
        succeeded = List.copyOf(succeeded);
        failed = Map.copyOf(failed);
    }

    /**
     * Insists that all went well.
     *
     * @return this result
     * @throws HypervisorException the first failure, with the others suppressed in it
     */
    public BulkResult orThrow() {
        Iterator<HypervisorException> all = failed.values().iterator();
        if (all.hasNext()) {
            HypervisorException first = all.next();
            all.forEachRemaining(first::addSuppressed);
            throw first;
        }
        return this;
    }
}
