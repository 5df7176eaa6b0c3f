package org.anfitrion.libvirt.schema;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * All states that one can come to from the roots: the subset construction. Where the same places hold the same in two
 * grammars, it is one state.
 */
final class States {

    private final Naming naming;
    private final Map<List<Object>, State> found = new LinkedHashMap<>();
    private final Map<State, Map<QName, State>> next = new LinkedHashMap<>();
    private final Map<String, State> roots = new LinkedHashMap<>();
    private final Map<State, State> same = new LinkedHashMap<>();

    States(Rng rng, Naming naming) {
        this.naming = naming;
        Deque<State> open = new ArrayDeque<>();
        for (String file : naming.roots()) {
            Site.starts(rng, Grammar.ofFile(rng, file + ".rng"))
                    .forEach((name, start) -> roots.put(file, enter(name, start.places(), file, open)));
            while (!open.isEmpty()) {
                expand(open.remove(), open);
            }
        }
        unite();
        next.forEach((state, children) -> {
            if (of(state) == state) {
                children.values().forEach(child -> of(child).parents.add(state));
            }
        });
    }

    /** Returns the root state of each schema file. */
    Map<String, State> roots() {
        Map<String, State> all = new LinkedHashMap<>();
        roots.forEach((file, state) -> all.put(file, of(state)));
        return all;
    }

    Collection<State> all() {
        return new LinkedHashSet<>(next.keySet().stream().map(this::of).toList());
    }

    State child(State parent, QName name) {
        return of(Objects.requireNonNull(next.get(parent)).get(name));
    }

    private State of(State state) {
        return same.getOrDefault(state, state);
    }

    private void expand(State state, Deque<State> open) {
        Map<QName, State> children = new LinkedHashMap<>();
        next.put(state, children);
        naming.open(state.path).forEach((name, path) -> state.content()
                .children
                .put(new QName("", name), new Content.Child(at(path).around, false, false, Set.of())));
        state.content()
                .children
                .forEach((name, child) ->
                        children.put(name, enter(name, child.places(), state.path + "/" + name.local(), open)));
    }

    private State enter(QName name, Map<Site, Set<String>> places, String path, Deque<State> open) {
        String other = naming.sameAs(path);
        if (!other.equals(path)) {
            return at(other);
        }
        State known = found.get(List.<Object>of(name, places.keySet()));
        if (known == null) {
            known = new State(name, places, path);
            found.put(List.of(name, known.sites), known);
            open.add(known);
        }
        return known;
    }

    private State at(String path) {
        return found.values().stream()
                .filter(state -> state.path.equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** Refines a partition until the states in each part have equal content with children of the same parts. */
    private void unite() {
        Map<State, Integer> parts = new LinkedHashMap<>();
        next.keySet().forEach(state -> parts.put(state, 0));
        int count = 0;
        while (true) {
            Map<List<Object>, Integer> numbers = new LinkedHashMap<>();
            Map<State, Integer> finer = new LinkedHashMap<>();
            for (State state : parts.keySet()) {
                List<Object> key = List.of(parts.get(state), shape(state, parts));
                finer.put(state, numbers.computeIfAbsent(key, any -> numbers.size()));
            }
            parts.putAll(finer);
            if (numbers.size() == count) {
                break;
            }
            count = numbers.size();
        }
        Map<Integer, State> first = new LinkedHashMap<>();
        parts.forEach((state, part) -> same.put(state, first.computeIfAbsent(part, any -> state)));
    }

    private List<Object> shape(State state, Map<State, Integer> parts) {
        Content content = state.content();
        Map<Object, Object> attributes = new LinkedHashMap<>();
        content.attributes.forEach((name, attribute) -> attributes.put(
                name,
                List.of(
                        attribute.required(),
                        attribute.values().kind(),
                        attribute.values().constants())));
        Map<Object, Object> children = new LinkedHashMap<>();
        content.children.forEach((name, child) -> children.put(
                name,
                List.of(
                        child.required(),
                        child.many(),
                        parts.get(next.get(state).get(name)))));
        Set<String> places =
                new LinkedHashSet<>(state.sites.stream().map(Site::place).toList());
        return List.of(
                state.name,
                places,
                attributes,
                children,
                content.text.kind(),
                content.text.constants(),
                content.anything);
    }
}
