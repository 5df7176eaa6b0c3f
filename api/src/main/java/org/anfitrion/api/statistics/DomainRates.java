package org.anfitrion.api.statistics;

import java.time.Duration;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * What a domain used between two readings, in a second.
 *
 * @param id which domain
 * @param name its name
 * @param interval between the readings
 * @param cpus CPUs of the host that it kept busy: 1.5 is one and a half
 * @param readBytes bytes read from its drives, in a second
 * @param writtenBytes bytes written to its drives, in a second
 * @param readOperations reads in a second
 * @param writeOperations writes in a second
 * @param receivedBytes bytes to the guest, in a second
 * @param sentBytes bytes from the guest, in a second
 */
public record DomainRates(
        DomainId id,
        String name,
        Duration interval,
        double cpus,
        double readBytes,
        double writtenBytes,
        double readOperations,
        double writeOperations,
        double receivedBytes,
        double sentBytes) {

    /**
     * Checks that nothing is missing.
     *
     * @param id which domain
     * @param name its name
     * @param interval between the readings
     * @param cpus CPUs of the host that it kept busy: 1.5 is one and a half
     * @param readBytes bytes read from its drives, in a second
     * @param writtenBytes bytes written to its drives, in a second
     * @param readOperations reads in a second
     * @param writeOperations writes in a second
     * @param receivedBytes bytes to the guest, in a second
     * @param sentBytes bytes from the guest, in a second
     */
    public DomainRates {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(interval, "interval");
    }
}
