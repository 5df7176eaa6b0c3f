package org.anfitrion.testkit.contract.report;

import java.util.Locale;
import org.anfitrion.api.host.Feature;

/** A report as a table for people. */
public final class ReportTable {

    private ReportTable() {}

    /**
     * Sets a report as plain text.
     *
     * @param report what to set
     * @return some lines: the fingerprint, then the rules, then the features
     */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        text.append("Driver contract: ")
                .append(report.backend())
                .append(", ")
                .append(report.fingerprint())
                .append('\n');
        if (report.status() != Report.Status.TESTED) {
            text.append(report.status()).append(": ").append(report.reason()).append('\n');
        }
        for (Verdict verdict : Verdict.values()) {
            text.append(report.count(verdict))
                    .append(' ')
                    .append(verdict.word())
                    .append("  ");
        }
        text.append('\n');
        for (RuleResult rule : report.rules()) {
            String word =
                    rule.verdict() == Verdict.FAIL ? "FAIL" : rule.verdict().word();
            text.append(String.format(
                            Locale.ROOT,
                            "  %-7s %-8s %6d ms  %s",
                            rule.rule(),
                            word,
                            rule.millis(),
                            rule.reason().replace("\n", " | "))
                    .stripTrailing());
            text.append('\n');
        }
        for (FeatureResult feature : report.features()) {
            text.append(String.format(
                            Locale.ROOT,
                            "  %s %-38s %s",
                            feature.answer().mark(),
                            title(feature.feature()),
                            feature.reason())
                    .stripTrailing());
            text.append('\n');
        }
        return text.toString();
    }

    /** Reports outlive versions: one may name a feature that this version does not know. */
    static String title(String feature) {
        for (Feature known : Feature.values()) {
            if (known.name().equals(feature)) {
                return known.title();
            }
        }
        return feature;
    }
}
