package org.anfitrion.driver.kvm.bench;

import java.util.Locale;

/**
 * One comparison.
 *
 * @param what is compared, and with what
 * @param ours what this library took, in milliseconds or what the unit says
 * @param theirs what the other took
 * @param unit of both
 * @param ratio what the bar is about
 * @param bar how far it has to be
 * @param aim how far it is wanted to be
 * @param most whether bar and aim are the most that is allowed, or else the least
 */
record Result(
        String what, double ours, double theirs, String unit, double ratio, double bar, double aim, boolean most) {

    /** Twice as bad as the bar is not the noise of a busy machine any more. */
    private static final double GROSS = 2;

    /** As long as the other may be taken, times a factor. */
    static Result atMost(String what, double ours, double theirs, String unit, double bar, double aim) {
        return new Result(what, ours, theirs, unit, ours / theirs, bar, aim, true);
    }

    /** So many times faster than the other. */
    static Result faster(String what, double ours, double theirs, String unit, double bar, double aim) {
        return new Result(what, ours, theirs, unit, theirs / ours, bar, aim, false);
    }

    boolean met() {
        return most ? ratio <= bar : ratio >= bar;
    }

    private boolean reached() {
        return most ? ratio <= aim : ratio >= aim;
    }

    boolean missedGrossly() {
        return most ? ratio > bar * GROSS : ratio < bar / GROSS;
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-58s %10s %10s %-5s %7s %8s %8s  %s",
                "",
                "ours",
                "theirs",
                "",
                "ratio",
                "bar",
                "aim",
                "");
    }

    @Override
    public String toString() {
        String sign = most ? "<=" : ">=";
        String verdict = reached() ? "met, and the aim" : met() ? "met" : missedGrossly() ? "MISSED GROSSLY" : "missed";
        return String.format(
                Locale.ROOT,
                "%-58s %10.3f %10.3f %-5s %7.2f %s%6.2f %s%6.2f  %s",
                what,
                ours,
                theirs,
                unit,
                ratio,
                sign,
                bar,
                sign,
                aim,
                verdict);
    }
}
