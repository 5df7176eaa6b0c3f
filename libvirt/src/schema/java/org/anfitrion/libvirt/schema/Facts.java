package org.anfitrion.libvirt.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of libvirt's XML, as lines of text; {@link SchemaFacts} writes them, {@link Generator} reads them. A line's
 * first word says what it is:
 *
 * <pre>
 * namespace PREFIX URI
 * class NAME PACKAGE ELEMENT PATH    the next lines are about this class, and the element it is for
 * root FILE                          documents may start with it; the schema
 * @ NAME ACCESSOR KIND WORD…         an attribute; an ACCESSOR of several is the word for all, /, and that for one
 * &lt; NAME ACCESSOR KIND WORD…         a child that its parent can tell as a value
 * &lt; NAME ACCESSOR CLASS              a child of a class of its own
 * text KIND WORD…                    the element's text
 * amount ATTRIBUTE UNIT DEFAULT      an attribute, or text, that is an amount; where its unit stands, and if none does
 * any                                anything else may stand in it, too
 * </pre>
 *
 * <p>Behind an ACCESSOR can stand {@code [type=pci,type=ccw]}: only beside these values of an attribute; with {@code ../}, of an
 * attribute of the element around. A NAME ends in {@code !} if it must be there and in {@code *} if it may come more than once ({@code +}: both). A KIND
 * is text, number, hex, uuid, mac, unit, kib, yesno, onoff, flag (an empty element), or one (of the words, and of those that
 * newer versions know).
 */
final class Facts {

    /** A value of some kind; of the words, if there are any. */
    record Kind(String name, List<String> words) {}

    /** An attribute, or a child; whether it must be there, and may come more than once. */
    record Part(
            QName name, String accessor, String single, boolean required, boolean many, List<String> when, Kind kind) {
        /** Whether it is of a class of its own. */
        boolean hasClass() {
            return Character.isUpperCase(kind.name().charAt(0));
        }
    }

    /** An amount with a unit: the attribute of either, and the unit if none stands there. */
    record Amount(String attribute, String unit, String unitIfNone) {}

    /** A class to be. */
    static final class Type {
        final String name;
        final String folder;
        final QName element;
        final String path;
        final List<String> roots = new ArrayList<>();
        final List<Part> attributes = new ArrayList<>();
        final List<Part> children = new ArrayList<>();
        Kind text = new Kind("", List.of());
        Amount amount = new Amount("", "", "");
        boolean any;

        Type(String name, String folder, QName element, String path) {
            this.name = name;
            this.folder = folder;
            this.element = element;
            this.path = path;
        }
    }

    final Map<String, String> prefixes = new LinkedHashMap<>();
    final Map<String, Type> types = new LinkedHashMap<>();

    static Facts read(List<String> lines) {
        Facts facts = new Facts();
        Type type = null;
        for (String line : lines) {
            String[] words = line.strip().split(" ");
            switch (words[0]) {
                case "", "#" -> {
                    // says nothing
                }
                case "namespace" -> facts.prefixes.put(words[2], words[1]);
                case "class" -> {
                    type = new Type(words[1], words[2], QName.of(words[3]), words[4]);
                    facts.types.put(type.name, type);
                }
                case "root" -> type.roots.add(words[1]);
                case "@" -> type.attributes.add(part(words));
                case "<" -> type.children.add(part(words));
                case "text" -> type.text = kind(words, 1);
                case "amount" -> type.amount = new Amount(words[1], words[2], words[3]);
                case "any" -> type.any = true;
                default -> throw new IllegalArgumentException("facts: " + line);
            }
        }
        return facts;
    }

    private static Part part(String[] words) {
        char mark = words[1].charAt(words[1].length() - 1);
        boolean marked = "!*+".indexOf(mark) >= 0;
        String name = marked ? words[1].substring(0, words[1].length() - 1) : words[1];
        String[] accessors = words[2].split("/");
        String single = accessors[accessors.length - 1];
        boolean conditional = words[3].startsWith("[");
        List<String> when = conditional
                ? List.of(words[3].substring(1, words[3].length() - 1)
                        .replace('\u00a0', ' ')
                        .split(","))
                : List.of();
        return new Part(
                QName.of(name),
                accessors[0],
                single,
                "!+".indexOf(mark) >= 0,
                "*+".indexOf(mark) >= 0,
                when,
                kind(words, conditional ? 4 : 3));
    }

    private static Kind kind(String[] words, int from) {
        List<String> rest = new ArrayList<>(List.of(words).subList(from + 1, words.length));
        rest.replaceAll(word -> word.replace('\u00a0', ' '));
        return new Kind(words[from], List.copyOf(rest));
    }
}
