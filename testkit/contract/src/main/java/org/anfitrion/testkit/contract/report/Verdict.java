package org.anfitrion.testkit.contract.report;

import java.util.Locale;

/** What the contract found out about one rule on one backend. */
public enum Verdict {
    /** The backend does not have what the rule is about, says so, and refuses it properly. */
    NO,
    /** Nobody can tell: the driver does not know and refused, or the test lacks something, which the reason names. */
    UNKNOWN,
    /** The rule is kept. */
    PASS,
    /** The rule is broken. */
    FAIL;

    /**
     * Returns the word for reports.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the verdict of two tests of the same rule: a failure outweighs a pass, and a pass what could not be tested.
     *
     * @param other the other test's
     * @return the verdict of both
     */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
