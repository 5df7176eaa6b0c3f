package org.anfitrion.testkit.contract.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.host.Feature;

/**
 * Features against backends: a table in Markdown, its footnotes, and a line about each backend. Immutable.
 */
public final class Matrix {

    /** What stands before the matrix in a document. */
    public static final String BEGIN = "<!-- matrix:begin -->";

    /** What stands after it. */
    public static final String END = "<!-- matrix:end -->";

    private static final String NOT_TESTED = "–";
    private static final Pattern FOOTNOTE = Pattern.compile("\\s*<sup>.*?</sup>");
    private static final Pattern SECTION =
            Pattern.compile(Pattern.quote(BEGIN) + ".*?" + Pattern.quote(END), Pattern.DOTALL);

    private final List<Report> reports;

    private Matrix(List<Report> reports) {
        this.reports = reports;
    }

    /**
     * Makes the matrix of some reports.
     *
     * @param reports in the order of the columns; of two about the same backend the later counts
     * @return the matrix
     */
    public static Matrix of(List<Report> reports) {
        Map<String, Report> byName = new LinkedHashMap<>();
        reports.forEach(report -> byName.put(report.backend(), report));
        return new Matrix(List.copyOf(byName.values()));
    }

    /**
     * Returns the matrix in Markdown.
     *
     * @return table, footnotes and lines about the backends
     */
    public String markdown() {
        Map<String, Integer> footnotes = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        text.append("| |").append(row(reports.stream().map(Report::backend))).append('\n');
        text.append("| --- |")
                .append(row(reports.stream().map(report -> ":-:")))
                .append('\n');
        for (Feature feature : Feature.values()) {
            text.append("| ").append(feature.title()).append(" |");
            text.append(row(reports.stream().map(report -> cell(report, feature, footnotes))));
            text.append('\n');
        }
        text.append('\n');
        footnotes.forEach((reason, number) ->
                text.append(number).append(". ").append(reason).append('\n'));
        text.append(footnotes.isEmpty() ? "" : "\n");
        reports.forEach(report -> text.append(line(report)).append('\n'));
        return text.toString();
    }

    private static String row(Stream<String> cells) {
        return cells.map(cell -> " " + cell + " |").collect(Collectors.joining());
    }

    private static String cell(Report report, Feature feature, Map<String, Integer> footnotes) {
        for (FeatureResult result : report.features()) {
            if (result.feature().equals(feature.name())) {
                String mark = result.answer().mark();
                if (result.reason().isEmpty()) {
                    return mark;
                }
                // What a try came to is told in the report, with the names of that run.
                String reason = result.reason()
                        .replaceFirst(" \\(tried, (?s:.*)", "")
                        .replaceAll("\\s+", " ")
                        .replace("|", "\\|");
                return mark + " <sup>" + footnotes.computeIfAbsent(reason, r -> footnotes.size() + 1) + "</sup>";
            }
        }
        return NOT_TESTED;
    }

    static String line(Report report) {
        if (report.status() != Report.Status.TESTED) {
            return "- **" + report.backend() + "**: " + report.status() + ", " + report.reason();
        }
        StringBuilder text = new StringBuilder("- **" + report.backend() + "**: " + report.fingerprint() + ", ");
        text.append(report.count(Verdict.PASS)).append(" of ");
        text.append(report.rules().size()).append(" rules pass");
        Stream.of(Verdict.NO, Verdict.UNKNOWN, Verdict.FAIL)
                .filter(verdict -> report.count(verdict) > 0)
                .forEach(verdict -> text.append(", ")
                        .append(report.count(verdict))
                        .append(' ')
                        .append(verdict.word()));
        return text.toString();
    }

    /**
     * Puts the matrix into a document.
     *
     * @param document a text with {@link #BEGIN} and {@link #END} in it
     * @return the text with the matrix between the two
     * @throws IllegalArgumentException if the marks are missing
     */
    public String into(String document) {
        Matcher section = section(document);
        return section.replaceFirst(Matcher.quoteReplacement(BEGIN + "\n" + markdown() + END));
    }

    /**
     * Compares the cells of a document with this matrix. Footnotes and versions may differ, and so may backends that no
     * report is about: they were not tested here.
     *
     * @param document a text with a matrix between {@link #BEGIN} and {@link #END}
     * @return a line for each cell that differs; empty if none does
     * @throws IllegalArgumentException if the marks are missing
     */
    public List<String> differencesFrom(String document) {
        Matcher section = section(document);
        Map<String, String> there = cells(section.group());
        List<String> differences = new ArrayList<>();
        List<Report> tested = reports.stream()
                .filter(report -> report.status() == Report.Status.TESTED)
                .toList();
        new LinkedHashMap<>(cells(new Matrix(tested).markdown())).forEach((cell, here) -> {
            String written = there.getOrDefault(cell, "nothing");
            if (!written.equals(here)) {
                differences.add(cell + " is " + here + ", and the document says " + written);
            }
        });
        return differences;
    }

    private static Matcher section(String document) {
        Matcher section = SECTION.matcher(document);
        if (!section.find()) {
            throw new IllegalArgumentException("the document has no " + BEGIN + " … " + END);
        }
        return section;
    }

    /** The cells of a table by "feature, backend". */
    private static Map<String, String> cells(String markdown) {
        Map<String, String> cells = new LinkedHashMap<>();
        List<String> header = List.of();
        for (String line : markdown.lines().filter(l -> l.startsWith("|")).toList()) {
            List<String> row = Stream.of(line.substring(1).split("(?<!\\\\)\\|", -1))
                    .map(cell -> FOOTNOTE.matcher(cell).replaceAll("").strip())
                    .toList();
            if (header.isEmpty()) {
                header = row;
            } else if (!row.get(0).startsWith("---")) {
                for (int column = 1; column < Math.min(row.size(), header.size()) - 1; column++) {
                    cells.put(row.get(0) + ", " + header.get(column), row.get(column));
                }
            }
        }
        return cells;
    }
}
