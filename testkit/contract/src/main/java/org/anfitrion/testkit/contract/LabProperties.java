package org.anfitrion.testkit.contract;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What a lab of real hosts says about itself, in the file of properties that the system property {@code anfitrion.lab} names.
 * Immutable.
 */
public final class LabProperties {

    private final Properties properties = new Properties();

    private LabProperties(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the lab was not raised", e);
        }
    }

    /**
     * Reads what the lab says that was raised for these tests.
     *
     * @return its properties
     * @throws IllegalStateException if there is none
     * @throws UncheckedIOException if its file cannot be read
     */
    public static LabProperties raised() {
        String file = System.getProperty("anfitrion.lab", "");
        if (file.isEmpty()) {
            throw new IllegalStateException("these tests need the lab: mvn verify -Plab");
        }
        return new LabProperties(Path.of(file));
    }

    /**
     * Returns a value that may be missing.
     *
     * @param key its key
     * @return the value; empty if it is not there, or has no characters
     */
    public Optional<String> find(String key) {
        return Optional.of(properties.getProperty(key, "")).filter(value -> !value.isEmpty());
    }

    /**
     * Returns a value.
     *
     * @param key its key
     * @return the value
     * @throws IllegalStateException if it is not there, or has no characters
     */
    public String get(String key) {
        return find(key).orElseThrow(() -> new IllegalStateException("the lab has no " + key));
    }
}
