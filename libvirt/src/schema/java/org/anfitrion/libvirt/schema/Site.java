package org.anfitrion.libvirt.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An {@code element} of a schema: the pattern, and the grammar that says what names in it mean. */
record Site(Rng rng, Grammar grammar, Element pattern) {

    /** Reads where a grammar starts. */
    static Map<QName, Content.Child> starts(Rng rng, Grammar grammar) {
        Site nowhere = new Site(rng, grammar, grammar.starts().get(0));
        return nowhere.sequence(Rng.children(nowhere.pattern)).orElseThrow().children;
    }

    String place() {
        return rng.place(pattern);
    }

    /** Reads what may stand in this element. */
    Content content() {
        List<Element> inside = new ArrayList<>(Rng.children(pattern));
        inside.removeIf(part -> Set.of("name", "anyName", "choice").contains(part.getLocalName())
                && part == Rng.children(pattern).get(0)
                && !pattern.hasAttribute("name"));
        return sequence(inside).orElseThrow();
    }

    /** What stands side by side; empty if it is not allowed. */
    private Optional<Content> sequence(List<Element> parts) {
        Content all = new Content();
        for (Element part : parts) {
            Optional<Content> read = read(part);
            if (read.isEmpty()) {
                return read;
            }
            all.with(read.get());
        }
        return Optional.of(all);
    }

    private Optional<Content> choice(List<Element> parts) {
        List<Content> branches = new ArrayList<>();
        parts.forEach(part -> read(part).ifPresent(branches::add));
        return branches.isEmpty() ? Optional.empty() : Optional.of(Content.oneOf(branches));
    }

    private Optional<Content> read(Element part) {
        List<Element> inside = Rng.children(part);
        return switch (part.getLocalName()) {
            case "element" -> element(part, inside);
            case "attribute" -> Optional.of(attribute(part, inside));
            case "group", "interleave", "start", "define", "mixed" -> sequence(inside);
            case "choice" -> choice(inside);
            case "optional" -> {
                Optional<Content> content = sequence(inside);
                yield Optional.of(content.map(there -> Content.oneOf(List.of(there, new Content())))
                        .orElseGet(Content::new));
            }
            case "zeroOrMore", "oneOrMore" ->
                sequence(inside).map(one -> one.many(part.getLocalName().equals("oneOrMore")));
            case "ref" -> ref(part.getAttribute("name"));
            case "grammar" -> {
                Grammar nested = grammar.nested(part);
                yield new Site(rng, nested, pattern).choice(nested.starts());
            }
            case "text", "data", "value", "list" -> {
                Content content = new Content();
                value(part, content.text);
                yield Optional.of(content);
            }
            case "empty" -> Optional.of(new Content());
            case "notAllowed" -> Optional.empty();
            default -> throw new IllegalArgumentException(rng.place(part) + ": " + part.getLocalName());
        };
    }

    private Optional<Content> ref(String name) {
        if (Values.isNamed(name) && grammar.define(name).stream().noneMatch(Site::hasMarkup)) {
            Content content = new Content();
            content.text.addNamed(name);
            return Optional.of(content);
        }
        return choice(grammar.define(name));
    }

    private static boolean hasMarkup(Element define) {
        return define.getElementsByTagNameNS(Rng.NAMESPACE, "element").getLength()
                        + define.getElementsByTagNameNS(Rng.NAMESPACE, "attribute")
                                .getLength()
                > 0;
    }

    private Optional<Content> element(Element element, List<Element> inside) {
        if (inside.stream().anyMatch(part -> part.getLocalName().equals("notAllowed"))) {
            return Optional.empty();
        }
        Content content = new Content();
        for (String name : names(element, inside)) {
            Map<Site, Set<String>> places = Map.of(new Site(rng, grammar, element), Set.of());
            content.children.put(new QName(namespace(element), name), new Content.Child(places, true, false, Set.of()));
        }
        content.anything = content.children.isEmpty();
        return Optional.of(content);
    }

    private Content attribute(Element attribute, List<Element> inside) {
        Content content = new Content();
        List<String> names = names(attribute, inside);
        Values values = new Values();
        boolean named = attribute.hasAttribute("name");
        inside.stream().skip(named ? 0 : 1).forEach(part -> value(part, values));
        if (values.isEmpty()) {
            values.addText();
        }
        for (String name : names) {
            content.attributes.put(
                    new QName(attribute.getAttribute("ns"), name),
                    new Content.Attribute(values, names.size() == 1, Set.of()));
        }
        content.anything = names.isEmpty();
        return content;
    }

    /** The names of an element or attribute; none if any name will do. */
    private static List<String> names(Element pattern, List<Element> inside) {
        if (pattern.hasAttribute("name")) {
            return List.of(pattern.getAttribute("name").strip());
        }
        Element names = inside.get(0);
        return switch (names.getLocalName()) {
            case "name" -> List.of(names.getTextContent().strip());
            case "anyName" -> List.of();
            case "choice" ->
                Rng.children(names).stream()
                        .map(name -> name.getTextContent().strip())
                        .toList();
            default -> throw new IllegalArgumentException("a name by " + names.getLocalName());
        };
    }

    private void value(Element part, Values to) {
        switch (part.getLocalName()) {
            case "value" -> to.addWord(part.getTextContent().strip());
            case "data" -> to.addType(part.getAttribute("type"));
            case "text", "list" -> to.addText();
            case "ref" -> {
                String name = part.getAttribute("name");
                if (Values.isNamed(name)) {
                    to.addNamed(name);
                } else {
                    grammar.define(name).forEach(define -> value(define, to));
                }
            }
            case "empty", "notAllowed" -> {
                // adds no value
            }
            default -> Rng.children(part).forEach(inner -> value(inner, to));
        }
    }

    private static String namespace(Element pattern) {
        for (Node node = pattern; node instanceof Element element; node = node.getParentNode()) {
            if (element.hasAttribute("ns")) {
                return element.getAttribute("ns");
            }
        }
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Site that
                && that.pattern == pattern
                && that.grammar.name().equals(grammar.name());
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return grammar.name() + ":" + place();
    }
}
