package org.anfitrion.testkit.contract;

import org.anfitrion.testkit.contract.report.Verdict;

/** Ends a test with another verdict than pass or fail. */
final class Ruling extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Verdict verdict;
    private final String reason;

    private Ruling(Verdict verdict, String reason) {
        super(reason, null, false, false);
        this.verdict = verdict;
        this.reason = reason;
    }

    /** The backend does not have it, and refuses it properly. */
    static Ruling no(String reason) {
        return new Ruling(Verdict.NO, reason);
    }

    /** Nobody can tell. */
    static Ruling unknown(String reason) {
        return new Ruling(Verdict.UNKNOWN, reason);
    }

    Verdict verdict() {
        return verdict;
    }

    String reason() {
        return reason;
    }
}
