package org.anfitrion.testkit.contract.report;

import java.util.Objects;

/**
 * The verdict on one rule.
 *
 * @param rule the rule's id, such as {@code DOM-3}
 * @param verdict what was found out
 * @param reason why; for a pass, what was left out; may be empty then
 * @param millis how long the tests of it took
 */
public record RuleResult(String rule, Verdict verdict, String reason, long millis) {

    /**
     * Checks that nothing is missing.
     *
     * @param rule the rule's id, such as {@code DOM-3}
     * @param verdict what was found out
     * @param reason why; for a pass, what was left out; may be empty then
     * @param millis how long the tests of it took
     */
    public RuleResult {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Adds another test of the same rule.
     *
     * @param other the other test's result
     * @return the result of both
     */
    public RuleResult and(RuleResult other) {
        String both;
        if (reason.isEmpty() || other.reason.equals(reason)) {
            both = other.reason;
        } else {
            both = other.reason.isEmpty() ? reason : reason + "; " + other.reason;
        }
        return new RuleResult(rule, verdict.and(other.verdict), both, millis + other.millis);
    }
}
