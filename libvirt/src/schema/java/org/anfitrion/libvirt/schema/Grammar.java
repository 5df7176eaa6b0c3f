package org.anfitrion.libvirt.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * A RELAX NG grammar with the files that it includes: where it starts, and what each name stands for. Of RELAX NG it knows
 * what libvirt's schemas use: no includes that override, no {@code externalRef}, no {@code parentRef}.
 */
final class Grammar {

    private final Rng rng;
    private final String name;
    private final Map<String, List<Element>> defines = new HashMap<>();
    private final List<Element> starts = new ArrayList<>();
    private final Map<Element, Grammar> nested = new HashMap<>();

    private Grammar(Rng rng, String name, Element root) {
        this.rng = rng;
        this.name = name;
        gather(root, new HashSet<>());
    }

    static Grammar ofFile(Rng rng, String file) {
        return new Grammar(rng, file, rng.file(file));
    }

    /** Returns the grammar inside a grammar, in which names mean what its own includes say. */
    Grammar nested(Element grammar) {
        return nested.computeIfAbsent(grammar, inner -> {
            List<Element> includes = Rng.children(inner);
            // One that only includes a file is that file's.
            String same = includes.size() == 1 ? includes.get(0).getAttribute("href") : "";
            return same.isEmpty() ? new Grammar(rng, rng.place(inner), inner) : ofFile(rng, same);
        });
    }

    String name() {
        return name;
    }

    List<Element> starts() {
        return starts;
    }

    /** Returns what a name stands for: one pattern, or several to choose from. */
    List<Element> define(String name) {
        List<Element> found = defines.get(name);
        if (found == null) {
            throw new IllegalArgumentException(this.name + " does not define " + name);
        }
        return found;
    }

    private void gather(Element grammar, Set<String> included) {
        for (Element part : Rng.children(grammar)) {
            switch (part.getLocalName()) {
                case "define" ->
                    defines.computeIfAbsent(part.getAttribute("name"), any -> new ArrayList<>())
                            .add(part);
                case "start" -> starts.add(part);
                case "include" -> {
                    if (included.add(part.getAttribute("href"))) {
                        gather(rng.file(part.getAttribute("href")), included);
                    }
                }
                case "div" -> gather(part, included);
                default -> throw new IllegalArgumentException(name + ": " + part.getLocalName() + " in a grammar");
            }
        }
    }
}
