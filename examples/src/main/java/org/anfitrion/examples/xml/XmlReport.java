package org.anfitrion.examples.xml;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.Finding;
import org.anfitrion.libvirt.xml.LibvirtSchemas;
import org.anfitrion.libvirt.xml.LibvirtXml;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.ForeignElement;

/**
 * Reads every XML file below a folder, prints it again, and tells what of it was lost: {@code xml-report DIR [--write OUT]
 * [--schemas DIR]}. Files count that end in {@code .xml} and are no links.
 *
 * <p>That nothing is lost is seen by comparing the trees that the JDK's own parser makes of both texts: all but comments
 * has to be there, in its place. The time of a document is that of the fastest of three goes. Exit status 1 if anything was
 * lost.
 */
public final class XmlReport {

    private final Path folder;
    private final Optional<Path> out;
    private final Optional<LibvirtSchemas> schemas;
    private final Map<String, Line> lines = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private XmlReport(Path folder, Optional<Path> out, Optional<LibvirtSchemas> schemas) {
        this.folder = folder;
        this.out = out;
        this.schemas = schemas;
    }

    /**
     * Runs the report.
     *
     * @param arguments the folder, and the options
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(report(arguments, System.out));
    }

    /** Returns the exit status. */
    static int report(String[] arguments, PrintStream to) throws IOException {
        Optional<Path> out = option(arguments, "--write").map(Path::of);
        Optional<Path> given = option(arguments, "--schemas").map(Path::of);
        boolean complete = arguments.length == 1 + (out.isPresent() ? 2 : 0) + (given.isPresent() ? 2 : 0);
        if (!complete || !Files.isDirectory(Path.of(arguments[0]))) {
            to.println("usage: xml-report DIR [--write OUT] [--schemas DIR]");
            return 2;
        }
        Optional<LibvirtSchemas> schemas = given.map(LibvirtSchemas::in).or(() -> installed(to));
        return new XmlReport(Path.of(arguments[0]), out, schemas).run(to) ? 0 : 1;
    }

    private static Optional<String> option(String[] arguments, String name) {
        for (int i = 1; i < arguments.length - 1; i++) {
            if (arguments[i].equals(name)) {
                return Optional.of(arguments[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static Optional<LibvirtSchemas> installed(PrintStream to) {
        try {
            return Optional.of(LibvirtSchemas.installed());
        } catch (InvalidSpecException e) {
            to.println("Nothing is validated: " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean run(PrintStream to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            look(file);
        }
        notes.forEach(to::println);
        return print(to);
    }

    private void look(Path file) throws IOException {
        Path name = folder.relativize(file);
        byte[] bytes = Files.readAllBytes(file);
        String xml;
        try {
            xml = Comparison.decoded(bytes);
        } catch (InvalidSpecException e) {
            lines.computeIfAbsent("(not read)", Line::new).files++;
            notes.add("not read: " + name + ": " + e.getMessage());
            return;
        }
        Trip trip;
        try {
            trip = Trip.fastest(xml);
        } catch (InvalidSpecException e) {
            lines.computeIfAbsent("(not read)", Line::new).files++;
            notes.add("not read: " + name + ": " + e.getMessage());
            return;
        } catch (RuntimeException e) {
            Line failed = lines.computeIfAbsent("(failed)", Line::new);
            failed.files++;
            failed.read++;
            notes.add("LOST: " + name + ": " + e);
            return;
        }

        Element root = trip.root();
        String printed = trip.printed();
        String kind = root.elementNamespace().isEmpty() ? "" : "{" + root.elementNamespace() + "}";
        Line line = lines.computeIfAbsent(kind + root.elementName(), Line::new);
        line.files++;
        line.read++;
        line.nanoseconds += trip.nanoseconds();
        line.count(root);
        Optional<String> difference = Comparison.firstDifference(bytes, printed);
        difference.ifPresentOrElse(where -> notes.add("LOST: " + name + ": " + where), () -> line.lossless++);
        Optional<List<Finding>> before = schemas.flatMap(all -> all.validate("file", xml));
        Optional<List<Finding>> after = schemas.flatMap(all -> all.validate("file", printed));
        line.hasSchema |= !(root instanceof ForeignElement);
        line.validated |= before.isPresent();
        line.validBefore += before.filter(List::isEmpty).isPresent() ? 1 : 0;
        line.validAfter += after.filter(List::isEmpty).isPresent() ? 1 : 0;
        if (out.isPresent()) {
            Path target = out.get().resolve(name.toString());
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.writeString(target, printed);
        }
    }

    private boolean print(PrintStream to) {
        to.println(Line.HEAD);
        Line all = new Line("all");
        Line withSchema = new Line("those with a schema");
        for (Line line : lines.values()) {
            to.println(line);
            all.add(line);
            if (line.hasSchema) {
                withSchema.add(line);
            }
        }
        to.println(withSchema);
        to.println(all);
        to.printf(
                Locale.ROOT,
                "files %d, read %d, lossless %d, typed %.2f %%, lost %d%n",
                all.files,
                all.read,
                all.lossless,
                withSchema.typedShare(),
                all.read - all.lossless);
        return all.read == all.lossless;
    }

    /** A document read and printed again, and the time that took. */
    private record Trip(Element root, String printed, long nanoseconds) {

        private static final int GOES = 3;

        /** Between two documents the report does much else: the first go finds nothing of the library near. */
        static Trip fastest(String xml) {
            Trip fastest = once(xml);
            for (int i = 1; i < GOES; i++) {
                Trip next = once(xml);
                fastest = next.nanoseconds < fastest.nanoseconds ? next : fastest;
            }
            return fastest;
        }

        private static Trip once(String xml) {
            long begun = System.nanoTime();
            Element root = LibvirtXml.parse("file", xml);
            String printed = LibvirtXml.print(root);
            return new Trip(root, printed, System.nanoTime() - begun);
        }
    }
}
