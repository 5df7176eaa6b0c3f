package org.anfitrion.driver.vbox.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.spi.support.SecureXml;

/**
 * A settings file of VirtualBox as it was at one moment.
 *
 * <p>VirtualBox writes such a file beside the old one and then puts it in its place in two steps ({@code -tmp}, {@code -prev};
 * source: {@code XmlFileWriter::write} of {@code src/VBox/Runtime/r3/xml.cpp}): between them it is not there for a moment.
 *
 * @param path where it is
 * @param text all of it
 * @param root its outermost element
 */
record SettingsFile(Path path, String text, SettingsElement root) {

    private static final int TRIES = 5;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    /** Reads a file; empty if it is not there. */
    static Optional<SettingsFile> read(Path path) {
        for (int i = 1; ; i++) {
            try {
                String text = Files.readString(path, StandardCharsets.UTF_8);
                return Optional.of(new SettingsFile(path, text, written("settings file " + path, text)));
            } catch (NoSuchFileException e) {
                if (i == TRIES || !isBeingReplaced(path)) {
                    return Optional.empty();
                }
                LockSupport.parkNanos(PAUSE);
            } catch (IOException e) {
                throw new BackendFailureException(Failure.to("read", "settings file " + path)
                        .because(String.valueOf(e.getMessage()))
                        .causedBy(e));
            }
        }
    }

    private static boolean isBeingReplaced(Path path) {
        return Files.exists(path.resolveSibling(path.getFileName() + "-prev"))
                || Files.exists(path.resolveSibling(path.getFileName() + "-tmp"));
    }

    /** Reads what somebody else than VirtualBox wrote; {@link InvalidSpecException} if it is no XML. */
    static SettingsElement parse(String text) {
        return new SettingsElement(SecureXml.parse("settings file", text).getDocumentElement());
    }

    /** Reads what VirtualBox wrote. */
    static SettingsElement written(String where, String text) {
        try {
            return parse(text);
        } catch (InvalidSpecException e) {
            throw new BackendFailureException(Failure.to("read", where)
                    .because("it is no XML that can be read: " + e.failure().reason())
                    .causedBy(e));
        }
    }
}
