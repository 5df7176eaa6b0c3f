package org.anfitrion.api.probe;

import java.util.Locale;
import java.util.Objects;
import org.anfitrion.api.host.Support;

/**
 * The answer to one question.
 *
 * @param question what was asked
 * @param answer yes, no, or unknown because what would tell could not be read
 * @param reason what the answer was taken from, in plain words
 * @param remedy what a person can do to make it a yes; empty where there is nothing to do
 */
public record Finding(Question question, Support.Answer answer, String reason, String remedy) {

    /**
     * Checks that nothing is missing.
     *
     * @param question what was asked
     * @param answer yes, no, or unknown because what would tell could not be read
     * @param reason what the answer was taken from, in plain words
     * @param remedy what a person can do to make it a yes; empty where there is nothing to do
     */
    public Finding {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * Tells whether the answer is yes.
     *
     * @return true for yes, false for no and unknown
     */
    public boolean isYes() {
        return answer == Support.Answer.YES;
    }

    /**
     * Tells whether the answer is no.
     *
     * @return true for no, false for yes and unknown
     */
    public boolean isNo() {
        return answer == Support.Answer.NO;
    }

    /**
     * Tells whether the answer is not known.
     *
     * @return true for unknown, false for yes and no
     */
    public boolean isUnknown() {
        return answer == Support.Answer.UNKNOWN;
    }

    @Override
    public String toString() {
        return question.words() + ": " + answer.name().toLowerCase(Locale.ROOT) + ", " + reason
                + (remedy.isEmpty() ? "" : " (" + remedy + ")");
    }
}
