package org.anfitrion.testkit.contract.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where reports are kept: one JSON file per backend, and the table for people beside it. */
public final class ReportFile {

    /** The system property that names the folder of the reports; {@code target/contract} without it. */
    public static final String DIRECTORY = "anfitrion.contract.reports";

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapterFactory(new Words())
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();

    private ReportFile() {}

    /**
     * Returns the folder that reports are written to.
     *
     * @return the folder, which need not exist
     */
    public static Path directory() {
        return Path.of(System.getProperty(DIRECTORY, "target/contract"));
    }

    /**
     * Writes a report, and {@link ReportTable its table} beside it.
     *
     * @param report what to write
     * @param directory the folder; made if absent
     * @return the JSON file
     * @throws UncheckedIOException if it cannot be written
     */
    public static Path write(Report report, Path directory) {
        String name = report.backend().replaceAll("[^A-Za-z0-9._-]", "_");
        Path file = directory.resolve(name + ".json");
        try {
            Files.createDirectories(directory);
            Files.writeString(file, GSON.toJson(report) + "\n");
            Files.writeString(directory.resolve(name + ".txt"), ReportTable.of(report));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the contract's report to " + directory, e);
        }
    }

    /**
     * Reads a report.
     *
     * @param file a JSON file that {@link #write} wrote
     * @return the report
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is not a report
     */
    public static Report read(Path file) {
        try {
            Report report = GSON.fromJson(Files.readString(file), Report.class);
            if (report == null) {
                throw new IllegalArgumentException(file + " is empty, not a report of the contract");
            }
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the contract's report " + file, e);
        } catch (RuntimeException e) {
            // Gson's own, and what the constructor of a record throws wrapped into one without a type of its own.
            throw new IllegalArgumentException(file + " is not a report of the contract: " + e.getMessage(), e);
        }
    }

    /**
     * Reads all reports of a folder.
     *
     * @param directory the folder
     * @return the reports, by the names of their files; none if there is no such folder
     * @throws UncheckedIOException if one cannot be read
     * @throws IllegalArgumentException if a JSON file there is not a report
     */
    public static List<Report> readAll(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .map(ReportFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the contract's reports in " + directory, e);
        }
    }
}
