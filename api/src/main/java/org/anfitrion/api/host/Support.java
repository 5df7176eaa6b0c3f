package org.anfitrion.api.host;

import java.util.Objects;

/**
 * Whether something can be done: yes, no with the reason, or not known until it is tried, with the reason.
 *
 * <p>A <em>no</em> is binding: the operation then throws {@code UnsupportedCapabilityException} and changes nothing.
 *
 * @param answer the answer
 * @param reason why; empty for a plain yes
 */
public record Support(Answer answer, String reason) {

    /**
     * Checks that nothing is missing.
     *
     * @param answer the answer
     * @param reason why; empty for a plain yes
     */
    public Support {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns a yes.
     *
     * @return the answer
     */
    public static Support yes() {
        return new Support(Answer.YES, "");
    }

    /**
     * Returns a no.
     *
     * @param reason why not, in plain words
     * @return the answer
     */
    public static Support no(String reason) {
        return new Support(Answer.NO, reason);
    }

    /**
     * Returns that only a try will tell.
     *
     * @param reason why it cannot be known, in plain words
     * @return the answer
     */
    public static Support unknown(String reason) {
        return new Support(Answer.UNKNOWN, reason);
    }

    /**
     * Tells whether the answer is yes.
     *
     * @return true for yes, false for no and unknown
     */
    public boolean isYes() {
        return answer == Answer.YES;
    }

    /**
     * Tells whether the answer is no.
     *
     * @return true for no, false for yes and unknown
     */
    public boolean isNo() {
        return answer == Answer.NO;
    }

    @Override
    public String toString() {
        String word = answer.name().toLowerCase(java.util.Locale.ROOT);
        return reason.isEmpty() ? word : word + ": " + reason;
    }

    /** Yes, no, or not known. */
    public enum Answer {
        /** It can be done. */
        YES,
        /** It cannot. */
        NO,
        /** Only a try will tell. */
        UNKNOWN
    }
}
