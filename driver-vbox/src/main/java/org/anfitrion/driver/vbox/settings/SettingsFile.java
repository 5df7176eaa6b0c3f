package org.anfitrion.driver.vbox.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

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

    private static final ThreadLocal<DocumentBuilder> PARSER = ThreadLocal.withInitial(SettingsFile::newParser);

    /** Reads a file; empty if it is not there. */
    static Optional<SettingsFile> read(Path path) {
        for (int i = 1; ; i++) {
            try {
                String text = Files.readString(path, StandardCharsets.UTF_8);
                return Optional.of(new SettingsFile(path, text, parse(path, text)));
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

    static SettingsElement parse(Path path, String text) {
        try {
            Element root =
                    PARSER.get().parse(new InputSource(new StringReader(text))).getDocumentElement();
            return new SettingsElement(root);
        } catch (SAXException | IOException e) {
            throw new BackendFailureException(Failure.to("read", "settings file " + path)
                    .because("it is no XML that can be read: " + e.getMessage())
                    .causedBy(e));
        }
    }

    private static DocumentBuilder newParser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // Nothing that VirtualBox writes has one, and it could make the parser read other files.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser has these features", e);
        }
    }

    /** The parser's own handler prints to standard error. */
    private static final class Thrower implements ErrorHandler {

        @Override
        public void warning(SAXParseException exception) {
            // what is only odd can be read all the same
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
