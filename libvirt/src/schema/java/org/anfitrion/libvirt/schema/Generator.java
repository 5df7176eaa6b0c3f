package org.anfitrion.libvirt.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes a class for each element of libvirt's XML: {@code Generator FACTS FOLDER}. The build runs it. */
public final class Generator {

    static final String BASE = "org.anfitrion.libvirt.xml";

    /** What the classes are derived from. */
    static final String ELEMENT = BASE + ".element.";

    private static final Map<String, String> PACKAGES = Map.of(
            "domain", "domains, which are virtual machines and containers",
            "snapshot", "snapshots",
            "backup", "backups and checkpoints",
            "capabilities", "what a host, and a domain on it, can have",
            "network", "networks and their ports",
            "filter", "network filters",
            "host", "network interfaces of the host",
            "device", "devices of the host",
            "secret", "secrets",
            "storage", "storage pools and volumes");

    private final Facts facts;
    private final Path folder;
    private final Set<Path> written = new HashSet<>();

    private Generator(Facts facts, Path folder) {
        this.facts = facts;
        this.folder = folder;
    }

    /**
     * Writes the classes.
     *
     * @param arguments the file of facts, and the folder for the sources
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        new Generator(Facts.read(Files.readAllLines(file)), Path.of(arguments[1])).write();
    }

    private void write() throws IOException {
        Map<String, String> roots = new LinkedHashMap<>();
        Map<String, Boolean> packages = new TreeMap<>();
        for (Facts.Type type : facts.types.values()) {
            packages.put(type.folder, true);
            write(type.folder, type.name, new ClassText(facts, type).text());
            for (String schema : type.roots) {
                roots.put(type.element.local(), schema + " " + BASE + "." + type.folder + "." + type.name);
            }
        }
        for (String name : packages.keySet()) {
            write(name, "package-info", packageInfo(name));
        }
        write("", "Roots", RootsText.of(roots));
        deleteOthers();
    }

    /** What an earlier build wrote, of facts that are others now. */
    private void deleteOthers() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !written.contains(file))
                    .toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static String packageInfo(String name) {
        return """
                /**
                 * libvirt's XML of %s: one class an element, generated from libvirt's schemas.
                 */
                @NullMarked
                package %s.%s;

                import org.jspecify.annotations.NullMarked;
                """.formatted(PACKAGES.get(name), BASE, name);
    }

    private void write(String inPackage, String name, String text) throws IOException {
        Path target = folder.resolve(BASE.replace('.', '/')).resolve(inPackage).resolve(name + ".java");
        Files.createDirectories(target.getParent());
        written.add(target);
        // Left alone if it is as it should be, so that nothing is compiled again.
        if (!Files.exists(target) || !Files.readString(target).equals(text)) {
            Files.writeString(target, text);
        }
    }
}
