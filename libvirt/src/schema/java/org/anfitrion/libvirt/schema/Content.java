package org.anfitrion.libvirt.schema;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pattern lets stand in an element: attributes, children in the schema's order, text, and whether anything else. What
 * stands only beside some values of an attribute says so: {@code type=pci}.
 */
final class Content {

    /** An attribute; whether it must be there, and beside what it can be; nothing: always. */
    record Attribute(Values values, boolean required, Set<String> when) {}

    /**
     * The places of the schema that say what a child of this name holds, each with what it stands beside; whether it must be
     * there, may come more than once, and beside what it can be at all.
     */
    record Child(Map<Site, Set<String>> places, boolean required, boolean many, Set<String> when) {}

    /** So many words still tell kinds apart; more are a mere list. */
    private static final int MOST_WORDS = 3;

    final Map<QName, Attribute> attributes = new LinkedHashMap<>();
    final Map<QName, Child> children = new LinkedHashMap<>();
    final Values text = new Values();
    boolean anything;

    /** Adds what stands beside this. */
    void with(Content more) {
        more.attributes.forEach((name, attribute) -> attributes.merge(name, attribute, (a, b) -> merged(a, b, true)));
        more.children.forEach((name, child) -> children.merge(name, child, (a, b) -> merged(a, b, true, true)));
        text.add(more.text);
        anything |= more.anything;
    }

    /** Returns what may stand where any of these stands. */
    static Content oneOf(List<Content> branches) {
        Content all = new Content();
        for (Content branch : toldApart(branches)) {
            branch.attributes.forEach(
                    (name, attribute) -> all.attributes.merge(name, attribute, (a, b) -> merged(a, b, false)));
            branch.children.forEach(
                    (name, child) -> all.children.merge(name, child, (a, b) -> merged(a, b, false, false)));
            all.text.add(branch.text);
            all.anything |= branch.anything;
        }
        for (Content branch : branches) {
            all.attributes.replaceAll((name, attribute) -> branch.attributes.containsKey(name)
                    ? attribute
                    : new Attribute(attribute.values(), false, attribute.when()));
            all.children.replaceAll((name, child) -> branch.children.containsKey(name)
                    ? child
                    : new Child(child.places(), false, child.many(), child.when()));
        }
        return all;
    }

    /** Tells branches apart by an attribute that is another word in each; what all of them have is told of none. */
    private static List<Content> toldApart(List<Content> branches) {
        for (QName name : branches.stream()
                .flatMap(branch -> branch.attributes.keySet().stream())
                .distinct()
                .toList()) {
            List<Content> having = branches.stream()
                    .filter(branch -> branch.attributes.containsKey(name))
                    .toList();
            Set<String> words = new LinkedHashSet<>();
            boolean telling = having.size() > 1
                    && having.stream()
                            .map(branch -> branch.attributes.get(name).values())
                            .allMatch(values -> values.kinds.isEmpty()
                                    && values.words.size() <= MOST_WORDS
                                    && disjoint(values, words));
            if (telling) {
                return branches.stream()
                        .map(branch -> having.contains(branch) ? branch.beside(name, having) : branch)
                        .toList();
            }
        }
        return branches;
    }

    private static boolean disjoint(Values values, Set<String> words) {
        int before = words.size();
        words.addAll(values.words);
        return words.size() == before + values.words.size();
    }

    /** Returns this, with what is not in all of the others told to stand beside one attribute's words. */
    private Content beside(QName name, List<Content> others) {
        Set<String> words = new LinkedHashSet<>();
        attributes.get(name).values().words.forEach(word -> words.add(name + "=" + word));
        Content told = new Content();
        attributes.forEach((key, attribute) -> {
            boolean common = others.stream().allMatch(other -> other.attributes.containsKey(key));
            boolean tell = !common && attribute.when().isEmpty();
            told.attributes.put(
                    key, new Attribute(attribute.values(), attribute.required(), tell ? words : attribute.when()));
        });
        children.forEach((key, child) -> {
            Map<Site, Set<String>> places = new LinkedHashMap<>();
            child.places().forEach((site, when) -> places.put(site, when.isEmpty() ? words : when));
            boolean common = others.stream().allMatch(other -> other.children.containsKey(key));
            boolean tell = !common && child.when().isEmpty();
            told.children.put(key, new Child(places, child.required(), child.many(), tell ? words : child.when()));
        });
        told.text.add(text);
        told.anything = anything;
        return told;
    }

    /** Returns this, repeated. */
    Content many(boolean required) {
        Content repeated = new Content();
        attributes.forEach((name, attribute) -> repeated.attributes.put(
                name, new Attribute(attribute.values(), attribute.required() && required, attribute.when())));
        children.forEach((name, child) -> repeated.children.put(
                name, new Child(child.places(), child.required() && required, true, child.when())));
        repeated.text.add(text);
        repeated.anything = anything;
        return repeated;
    }

    private static Attribute merged(Attribute one, Attribute other, boolean both) {
        Values values = new Values();
        values.add(one.values());
        values.add(other.values());
        boolean required = both ? one.required() || other.required() : one.required() && other.required();
        return new Attribute(values, required, either(one.when(), other.when()));
    }

    private static Child merged(Child one, Child other, boolean both, boolean beside) {
        Map<Site, Set<String>> places = new LinkedHashMap<>(one.places());
        other.places().forEach((site, when) -> places.merge(site, when, Content::either));
        boolean required = both ? one.required() || other.required() : one.required() && other.required();
        return new Child(places, required, beside || one.many() || other.many(), either(one.when(), other.when()));
    }

    /** What stands always stands always, whatever else is said of it. */
    static Set<String> either(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Set.of();
        }
        Set<String> both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }
}
