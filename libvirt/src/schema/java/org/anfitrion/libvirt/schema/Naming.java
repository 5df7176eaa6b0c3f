package org.anfitrion.libvirt.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How what the schemas call something is called in Java: read from the file {@code naming}, whose head says what can stand
 * in it.
 */
final class Naming {

    /** A file of the schemas, what the class of its root is called, and in which package its classes are. */
    record Root(String file, String type, String folder) {}

    private final Map<String, Root> roots = new LinkedHashMap<>();
    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final Map<String, String> words = new TreeMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> open = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> beside = new LinkedHashMap<>();
    private final Map<String, String> same = new LinkedHashMap<>();

    Naming(Path file) {
        try {
            Files.readAllLines(file).forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        String[] parts = line.strip().split("\\s+", 4);
        switch (parts[0]) {
            case "", "#" -> {
                // says nothing
            }
            case "root" -> roots.put(parts[1], new Root(parts[1], parts[2], parts[3]));
            case "namespace" -> prefixes.put(parts[2], parts[1]);
            case "words" -> words.put(parts[1].replace("+", ""), parts[1].replace('+', ' '));
            case "class" -> types.put(parts[1], parts[2]);
            case "unit" -> units.put(parts[2], parts[1]);
            case "open" ->
                open.computeIfAbsent(parts[1], any -> new LinkedHashMap<>()).put(parts[2], parts[3]);
            case "beside" ->
                beside.computeIfAbsent(parts[1], any -> new LinkedHashMap<>()).put(parts[2], parts[3]);
            case "same" -> same.put(parts[1], parts[2]);
            default -> throw new IllegalArgumentException("naming: " + line);
        }
    }

    Set<String> roots() {
        return roots.keySet();
    }

    /** Returns the prefixes of the namespaces. */
    Map<String, String> prefixes() {
        return prefixes;
    }

    /** Returns the path whose class this one is to have too, or itself. */
    String sameAs(String path) {
        return same.getOrDefault(path, path);
    }

    /** Returns the package of what one comes to first from this file. */
    String folder(State state) {
        return root(state).folder();
    }

    /** Returns the children that the schema leaves open there, and the paths of what they are like. */
    Map<String, String> open(String path) {
        return open.getOrDefault(path, Map.of());
    }

    /** Returns beside what something stands, where the schema does not say. */
    Set<String> beside(String path, QName name) {
        String conditions = beside.getOrDefault(path, Map.of()).get(name.toString());
        return conditions == null ? Set.of() : new LinkedHashSet<>(List.of(conditions.split(",")));
    }

    /** Returns the unit of an amount that says none. */
    String unit(State state) {
        return units.getOrDefault(state.path, folder(state).equals("storage") ? "bytes" : "KiB");
    }

    private Root root(State state) {
        return roots.get(state.pathNames().get(0));
    }

    /** Names the classes: by hand, or by the shortest end of their paths that is still free, and at least two names. */
    Map<State, String> types(Iterable<State> states) {
        Map<State, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>(types.values());
        roots.values().forEach(root -> taken.add(root.type()));
        Set<String> unused = new HashSet<>(types.keySet());
        for (State state : states) {
            unused.remove(state.path);
            String name = types.getOrDefault(state.path, "");
            if (name.isEmpty()) {
                name = derived(state, taken);
            }
            names.put(state, name);
            taken.add(name);
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("naming: there is no " + unused);
        }
        return names;
    }

    private String derived(State state, Set<String> taken) {
        List<String> path = new ArrayList<>(state.pathNames());
        Root root = root(state);
        if (path.size() == 1) {
            return root.type();
        }
        String prefix = prefix(state.name.namespace());
        path.set(0, prefix.isEmpty() ? root.type().replaceAll("Element$", "") : prefix);
        if (!prefix.isEmpty()) {
            // The elements of such a namespace are few, and all below the root.
            return path.stream().map(name -> pascal(new QName("", name))).collect(Collectors.joining());
        }
        List<String> shorter = new ArrayList<>(path);
        shorter.subList(1, path.size() - 1).remove("devices");
        String name = firstFree(shorter, state.name, taken);
        if (name.isEmpty()) {
            name = firstFree(path, state.name, taken);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("naming: no free name for " + state.path);
        }
        return name;
    }

    private String firstFree(List<String> path, QName last, Set<String> taken) {
        for (int length = 2; length <= path.size(); length++) {
            StringBuilder name = new StringBuilder();
            for (String parent : path.subList(path.size() - length, path.size() - 1)) {
                name.append(pascal(new QName("", parent)));
            }
            name.append(pascal(last));
            if (!taken.contains(name.toString())) {
                return name.toString();
            }
        }
        return "";
    }

    /** Makes {@code BackingStore} of {@code backingStore}. */
    String pascal(QName name) {
        StringBuilder text = new StringBuilder();
        for (String word : words(name)) {
            text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return text.toString();
    }

    /** Makes {@code backingStore} of {@code backing_store}. */
    String camel(QName name) {
        String pascal = pascal(name);
        return Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
    }

    /** Returns the prefix of a namespace; none of none. */
    String prefix(String namespace) {
        String prefix = namespace.isEmpty() ? "" : prefixes.get(namespace);
        if (prefix == null) {
            throw new IllegalArgumentException("naming: no prefix for " + namespace);
        }
        return prefix;
    }

    private List<String> words(QName name) {
        List<String> all = new ArrayList<>();
        String known = words.getOrDefault(name.local(), name.local());
        for (String word : known.split("[^A-Za-z0-9]+")) {
            all.add(
                    word.equals(word.toUpperCase(java.util.Locale.ROOT))
                            ? word.toLowerCase(java.util.Locale.ROOT)
                            : word);
        }
        return all;
    }
}
