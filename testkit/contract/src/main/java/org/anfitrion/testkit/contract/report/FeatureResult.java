package org.anfitrion.testkit.contract.report;

import java.util.Objects;
import org.anfitrion.api.host.Support;

/**
 * A driver's answer about one feature on its host.
 *
 * @param feature the feature's name in {@link org.anfitrion.api.host.Feature}
 * @param answer yes, no or unknown
 * @param reason the driver's reason, and what came of a try; empty for a plain yes
 */
public record FeatureResult(String feature, Answer answer, String reason) {

    /**
     * Checks that nothing is missing.
     *
     * @param feature the feature's name in {@link org.anfitrion.api.host.Feature}
     * @param answer yes, no or unknown
     * @param reason the driver's reason, and what came of a try; empty for a plain yes
     */
    public FeatureResult {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Records what the driver said.
     *
     * @param feature the feature's name
     * @param support the driver's answer
     * @return the record
     */
    public static FeatureResult of(String feature, Support support) {
        Answer answer =
                switch (support.answer()) {
                    case YES -> Answer.YES;
                    case NO -> Answer.NO;
                    case UNKNOWN -> Answer.UNKNOWN;
                };
        return new FeatureResult(feature, answer, support.reason());
    }

    /** The three answers, and how the feature matrix shows them. */
    public enum Answer {
        /** It can be done. */
        YES("✔"),
        /** It cannot. */
        NO("✘"),
        /** Only a try will tell. */
        UNKNOWN("?");

        private final String mark;

        Answer(String mark) {
            this.mark = mark;
        }

        /**
         * Returns the cell of the feature matrix.
         *
         * @return one character
         */
        public String mark() {
            return mark;
        }
    }
}
