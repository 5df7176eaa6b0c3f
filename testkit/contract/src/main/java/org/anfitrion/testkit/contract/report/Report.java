package org.anfitrion.testkit.contract.report;

import java.util.List;
import java.util.Objects;

/**
 * All that the contract found out about one backend.
 *
 * @param backend the backend's name
 * @param status whether it could be tested at all
 * @param reason why it could not; empty if it could
 * @param fingerprint what exactly was tested
 * @param rules the verdicts, in the order of the rules
 * @param features the driver's answers, in the order of the features
 */
public record Report(
        String backend,
        Status status,
        String reason,
        Fingerprint fingerprint,
        List<RuleResult> rules,
        List<FeatureResult> features) {

    /**
     * Checks that nothing is missing.
     *
     * @param backend the backend's name
     * @param status whether it could be tested at all
     * @param reason why it could not; empty if it could
     * @param fingerprint what exactly was tested
     * @param rules the verdicts, in the order of the rules
     * @param features the driver's answers, in the order of the features
     */
    public Report {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(fingerprint, "fingerprint");
        rules = List.copyOf(rules);
        features = List.copyOf(features);
    }

    /**
     * Counts rules.
     *
     * @param verdict those with this verdict
     * @return how many
     */
    public long count(Verdict verdict) {
        return rules.stream().filter(rule -> rule.verdict() == verdict).count();
    }

    /** Whether a backend could be tested. */
    public enum Status {
        /** It was tested. */
        TESTED,
        /** It cannot be had here, for a reason that is not the driver's. */
        UNOBTAINABLE,
        /** It should be there, and no session could be opened. */
        BROKEN
    }
}
