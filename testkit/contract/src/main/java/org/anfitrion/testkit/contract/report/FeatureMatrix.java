package org.anfitrion.testkit.contract.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites the feature matrix of a README from the contract's reports, or checks it.
 *
 * <pre>
 * java org.anfitrion.testkit.contract.report.FeatureMatrix [--check|--write] REPORTS... README
 * </pre>
 *
 * <p>Exit status 0 if the matrix was written or agrees, 1 if a cell differs, 2 if the arguments make no sense.
 */
public final class FeatureMatrix {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.contract");

    private FeatureMatrix() {}

    /**
     * Runs the program and ends the JVM.
     *
     * @param arguments {@code --check} to change nothing ({@code --write} is the default), folders of reports, and the README
     * @throws IOException if the README cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments)));
    }

    /**
     * Runs the program.
     *
     * @param arguments as those of {@link #main}
     * @return the exit status
     * @throws IOException if the README cannot be read or written
     */
    public static int run(List<String> arguments) throws IOException {
        List<String> paths = new ArrayList<>(arguments);
        boolean check = paths.remove("--check");
        paths.remove("--write");
        if (paths.size() < 2) {
            LOG.log(System.Logger.Level.ERROR, "usage: [--check|--write] REPORTS... README");
            return 2;
        }
        Path readme = Path.of(paths.remove(paths.size() - 1));
        List<Report> reports = paths.stream()
                .flatMap(directory -> ReportFile.readAll(Path.of(directory)).stream())
                .toList();
        if (reports.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, "no reports in {0}", paths);
            return 2;
        }
        reports.forEach(FeatureMatrix::tell);
        Matrix matrix = Matrix.of(reports);
        String document = Files.readString(readme);
        if (check) {
            List<String> differences = matrix.differencesFrom(document);
            differences.forEach(difference -> LOG.log(System.Logger.Level.ERROR, difference));
            return differences.isEmpty() ? 0 : 1;
        }
        Files.writeString(readme, matrix.into(document));
        return 0;
    }

    /** Says at the end of a build what was tested, and loudly what could not be. */
    private static void tell(Report report) {
        boolean tested = report.status() == Report.Status.TESTED;
        LOG.log(tested ? System.Logger.Level.INFO : System.Logger.Level.WARNING, Matrix.line(report));
    }
}
