package org.anfitrion.libvirt.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes what libvirt's RELAX NG schemas say of its XML as {@link Facts}: {@code SchemaFacts SCHEMAS NAMING OUT}. Needed when
 * libvirt's schemas change; the build only reads what it wrote.
 */
public final class SchemaFacts {

    /** The attributes that a unit can belong to; if there is none of them it belongs to the text. */
    private static final List<String> AMOUNTS = List.of("size", "memory", "usage", "value", "granularity");

    /** A longer list of what something stands beside is no help. */
    private static final int MOST_CONDITIONS = 8;

    private final Naming naming;
    private final States states;
    private final Map<State, String> types;
    private final List<String> lines = new ArrayList<>();

    private SchemaFacts(Path schemas, Path naming) {
        this.naming = new Naming(naming);
        this.states = new States(new Rng(schemas), this.naming);
        List<State> classes =
                states.all().stream().filter(state -> !isValue(state)).toList();
        this.types = this.naming.types(classes);
    }

    /**
     * Writes the facts.
     *
     * @param arguments the folder of the schemas, the file of names, and the file to write
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[2]), of(Path.of(arguments[0]), Path.of(arguments[1])));
    }

    /** Returns the facts' lines. */
    static List<String> of(Path schemas, Path naming) {
        return new SchemaFacts(schemas, naming).write();
    }

    private boolean isValue(State state) {
        return state.isLeaf() && !states.roots().containsValue(state);
    }

    private List<String> write() {
        lines.add(
                "# What libvirt's RELAX NG schemas say, written by SchemaFacts; how to read it: Facts.java. Not edited by hand.");
        naming.prefixes().forEach((uri, prefix) -> lines.add("namespace " + prefix + " " + uri));
        types.forEach(this::write);
        return lines;
    }

    private void write(State state, String type) {
        Content content = state.content();
        lines.add("");
        lines.add("class " + type + " " + naming.folder(state) + " " + state.name + " " + state.path);
        states.roots().forEach((file, root) -> {
            if (root == state) {
                lines.add("  root " + file);
            }
        });
        Map<String, String> accessors = new LinkedHashMap<>();
        content.attributes.forEach((name, attribute) -> lines.add("  @ " + marked(name, attribute.required(), false)
                + " " + accessor(name, "", false, accessors) + when(attribute.when(), around(state, name)) + " "
                + kind(attribute.values())));
        content.children.forEach((name, child) -> {
            State inside = states.child(state, name);
            String what = isValue(inside) ? value(inside) : types.get(inside);
            lines.add("  < " + marked(name, child.required(), child.many()) + " "
                    + accessor(name, state.name.namespace(), child.many() && !what.equals("flag"), accessors)
                    + when(child.when(), naming.beside(state.path, name)) + " " + what);
        });
        if (!content.text.isEmpty()) {
            lines.add("  text " + kind(content.text));
        }
        content.attributes.forEach((name, attribute) -> {
            if (attribute.values().kind().equals("unit")) {
                String amount = AMOUNTS.stream()
                        .filter(known -> content.attributes.containsKey(new QName("", known)))
                        .findFirst()
                        .orElse("text");
                lines.add("  amount " + amount + " " + name + " " + naming.unit(state));
            }
        });
        if (content.anything) {
            lines.add("  any");
        }
    }

    private Set<String> around(State state, QName attribute) {
        Set<String> named = naming.beside(state.path, attribute);
        return named.isEmpty() ? state.whenAround(attribute) : named;
    }

    private static String when(Set<String> here, Set<String> around) {
        Set<String> when = here.isEmpty() ? around : here;
        return when.isEmpty() || when.size() > MOST_CONDITIONS
                ? ""
                : when.stream()
                        .map(it -> (here.isEmpty() ? "../" : "") + it.replace(' ', '\u00a0'))
                        .collect(Collectors.joining(",", " [", "]"));
    }

    private static String marked(QName name, boolean required, boolean many) {
        return name + (required ? many ? "+" : "!" : many ? "*" : "");
    }

    /** An attribute and a child of the same name are told apart. */
    private String accessor(QName name, String around, boolean many, Map<String, String> taken) {
        String prefix = name.namespace().equals(around) ? "" : naming.prefix(name.namespace());
        String plain = prefix.isEmpty() ? naming.camel(name) : prefix + naming.pascal(name);
        String accessor = many ? plural(plain) : plain;
        if (taken.putIfAbsent(accessor, name.toString()) != null) {
            accessor = plain + (many ? "List" : "Element");
            taken.put(accessor, name.toString());
        }
        return many ? accessor + "/" + plain : accessor;
    }

    private static String plural(String name) {
        if (name.endsWith("ics")) {
            return name;
        }
        if (name.endsWith("y") && !name.endsWith("ey")) {
            return name.substring(0, name.length() - 1) + "ies";
        }
        return name + (name.matches(".*(s|x|ch|sh)") ? "es" : "s");
    }

    private static String value(State leaf) {
        return leaf.content().text.isEmpty() ? "flag" : kind(leaf.content().text);
    }

    private static String kind(Values values) {
        StringBuilder text = new StringBuilder(values.kind());
        values.constants().forEach(word -> text.append(' ').append(word.replace(' ', '\u00a0')));
        return text.toString();
    }
}
