package org.anfitrion.libvirt.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of an element when one has come to it from the root: its name, and the places of the schemas it may be at.
 * There will be one class for each.
 */
final class State {

    final QName name;
    final Set<Site> sites;
    /** For each place what it stands beside, in the element around it on the shortest way. */
    final Map<Site, Set<String>> around;
    /** The shortest way to it, of names from its root file's: {@code domain/devices/disk}. */
    final String path;

    final Set<State> parents = new LinkedHashSet<>();

    private Content content;

    State(QName name, Map<Site, Set<String>> places, String path) {
        this.name = name;
        this.sites = new LinkedHashSet<>(places.keySet());
        this.around = places;
        this.path = path;
    }

    Content content() {
        if (content == null) {
            content = Content.oneOf(sites.stream().map(Site::content).toList());
        }
        return content;
    }

    /** Says beside what, in the element around, this element has an attribute; nothing: always. */
    Set<String> whenAround(QName attribute) {
        List<Site> having = sites.stream()
                .filter(site -> site.content().attributes.containsKey(attribute))
                .toList();
        return having.size() == sites.size()
                ? Set.of()
                : having.stream().map(around::get).reduce(Content::either).orElse(Set.of());
    }

    /** Whether there is nothing but text in it, or nothing at all, so that its parent can tell it as a value. */
    boolean isLeaf() {
        Content inside = content();
        return inside.children.isEmpty() && inside.attributes.isEmpty() && !inside.anything;
    }

    List<String> pathNames() {
        return List.of(path.split("/"));
    }

    @Override
    public String toString() {
        return path;
    }
}
