package org.anfitrion.libvirt.xml.element;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** Which prefixes stand for which namespaces while elements are printed, and which have still to be declared. */
final class Namespaces {

    private static final Pattern LIBVIRT = Pattern.compile("http://libvirt\\.org/schemas/[a-z]+/([a-z]+)/1\\.0");

    /** What each prefix stands for here; a map, since a document may declare thousands around each of its elements. */
    private final Map<String, String> meanings = new HashMap<>();

    /** What the elements around declare, the innermost last. */
    private final List<Declared> declared = new ArrayList<>();

    /** Where the declarations of each of these elements begin. */
    private final List<Integer> starts = new ArrayList<>();
    /** What is used on the element entered last and declared nowhere. */
    private final List<Attribute> missing = new ArrayList<>();

    Namespaces() {
        meanings.put("", "");
        meanings.put(XMLConstants.XML_NS_PREFIX, XMLConstants.XML_NS_URI);
    }

    void enter(Element element) {
        starts.add(declared.size());
        List<Attribute> attributes = element.attributeList();
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            if (attribute.isDeclaration()) {
                declare(attribute.declaredPrefix(), attribute.value());
            }
        }
    }

    void leave() {
        int start = starts.remove(starts.size() - 1);
        while (declared.size() > start) {
            Declared last = declared.remove(declared.size() - 1);
            if (last.before() == null) {
                meanings.remove(last.prefix());
            } else {
                meanings.put(last.prefix(), last.before());
            }
        }
    }

    /** Returns the prefix to write: the one given if it stands for the namespace, or one that does or will. */
    String prefix(String given, String namespace, boolean mayBeNone) {
        if ((mayBeNone || !given.isEmpty()) && namespace.equals(meanings.get(given))) {
            return given;
        }
        if (namespace.isEmpty()) {
            missing.add(new Attribute("", XMLConstants.XMLNS_ATTRIBUTE, ""));
            declare("", "");
            return "";
        }
        for (int i = declared.size() - 1; i >= 0; i--) {
            String known = declared.get(i).prefix();
            if (!known.isEmpty() && namespace.equals(meanings.get(known))) {
                return known;
            }
        }
        String prefix = given;
        if (prefix.isEmpty()) {
            Matcher own = LIBVIRT.matcher(namespace);
            prefix = own.matches() ? own.group(1) : "ns" + declared.size();
        }
        while (isDeclaredHere(prefix)) {
            prefix += "_";
        }
        missing.add(new Attribute("", XMLConstants.XMLNS_ATTRIBUTE + ":" + prefix, namespace));
        declare(prefix, namespace);
        return prefix;
    }

    /** Tells what has to be declared on the element entered last, since it is used there. */
    void declareMissing(Consumer<Attribute> to) {
        if (!missing.isEmpty()) {
            missing.forEach(to);
            missing.clear();
        }
    }

    private void declare(String prefix, String namespace) {
        declared.add(new Declared(prefix, meanings.put(prefix, namespace)));
    }

    private boolean isDeclaredHere(String prefix) {
        return declared.subList(starts.get(starts.size() - 1), declared.size()).stream()
                .anyMatch(declaration -> declaration.prefix().equals(prefix));
    }

    /** A prefix, and what it stood for before; nothing if nothing. */
    private record Declared(String prefix, @Nullable String before) {}
}
