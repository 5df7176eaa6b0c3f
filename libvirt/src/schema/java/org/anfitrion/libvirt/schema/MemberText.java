package org.anfitrion.libvirt.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The source of the views that a class has of its attributes, its text and its children. */
final class MemberText {

    private static final Template ATTRIBUTE = new Template("""

                /**
                 * Returns the attribute {@code §name§}§must§.§when§
                 *
                 * @return §none§
                 */
                public Optional<§java§> §accessor§() {
                    return §read§;
                }

                /**
                 * Sets the attribute {@code §name§}.
                 *
                 * @param value its value; null removes it
                 * @return this
                 */
                public §type§ set§Accessor§(@Nullable §java§ value) {
                    §write§
                    return this;
                }
            """);

    private static final Template AMOUNT = new Template("""

                /**
                 * Returns the amount§of§, in {@code §default§} if it says no unit.§when§
                 *
                 * @return the amount; empty if there is none, or another text
                 */
                public Optional<DataSize> §accessor§() {
                    return §text§.flatMap(number -> Texts.size(number, attribute("§unit§"), "§default§"));
                }

                /**
                 * Sets the amount§of§, in {@code §written§}.
                 *
                 * @param value the amount, which is rounded up; null removes it
                 * @return this
                 */
                public §type§ set§Accessor§(@Nullable DataSize value) {
                    §write§
                    setAttribute("§unit§", value == null ? null : "§written§");
                    return this;
                }
            """);

    private static final Template VALUE = new Template("""

                /**
                 * Returns what the text says.
                 *
                 * @return §none§
                 */
                public Optional<§java§> §accessor§() {
                    return §read§;
                }

                /**
                 * Sets the text.
                 *
                 * @param value what it says; null for no text
                 * @return this
                 */
                public §type§ set§Accessor§(@Nullable §java§ value) {
                    setText(value == null ? "" : §print§);
                    return this;
                }
            """);

    private static final Template CHILDREN = new Template("""

                /**
                 * Returns the children {@code <§name§>}.§when§
                 *
                 * @return a live list, in the document's order; adding puts one at the schema's place
                 */
                public List<§child§> §accessor§() {
                    return children(§child§.class);
                }

                /**
                 * Adds a child {@code <§name§>} at the schema's place, behind those there are.
                 *
                 * @return the new child, which says nothing yet
                 */
                public §child§ add§Single§() {
                    return added(new §child§());
                }
            """);

    private static final Template CHILD = new Template("""

                /**
                 * Returns the child {@code <§name§>}.§when§
                 *
                 * @return the child; empty if it is not there
                 */
                public Optional<§child§> §accessor§() {
                    return child(§child§.class);
                }

                /**
                 * Returns the child {@code <§name§>}, which is added if it is not there.
                 *
                 * @return the child
                 */
                public §child§ §single§OrNew() {
                    return childOrNew(§child§.class, §child§::new);
                }

                /**
                 * Sets the child {@code <§name§>}.
                 *
                 * @param value the child; null removes it
                 * @return this
                 */
                public §type§ set§Single§(@Nullable §child§ value) {
                    setChild(§child§.class, value);
                    return this;
                }
            """);

    private static final Template KIND_OF_CHILD = new Template("""

                /**
                 * Tells of which kind the child {@code <§name§>} is, as {@code §attribute§} says.
                 *
                 * @return the kind, a view of the child; empty if that is not there
                 */
                public Optional<§child§.Kind> §single§Kind() {
                    return §accessor§().map(child -> child.kind(attribute("§attribute§").orElse("")));
                }
            """);

    private static final Template KINDS_OF_CHILDREN = new Template("""

                /**
                 * Tells of which kinds the children {@code <§name§>} are, as {@code §attribute§} says.
                 *
                 * @return their kinds, views of them, in the document's order
                 */
                public List<§child§.Kind> §single§Kinds() {
                    String kind = attribute("§attribute§").orElse("");
                    return §accessor§().stream().map(child -> child.kind(kind)).toList();
                }
            """);

    private static final Template FLAG = new Template("""

                /**
                 * Tells whether there is an element {@code <§name§>}.§when§
                 *
                 * @return whether it is there
                 */
                public boolean has§Single§() {
                    return has("§key§");
                }

                /**
                 * Adds or removes the element {@code <§name§>}.
                 *
                 * @param there whether it is to be there
                 * @return this
                 */
                public §type§ set§Single§(boolean there) {
                    setFlag("§key§", there);
                    return this;
                }
            """);

    private static final Template LEAF = new Template("""

                /**
                 * Returns what the child {@code <§name§>} says.§when§
                 *
                 * @return §none§
                 */
                public Optional<§java§> §accessor§() {
                    return §read§;
                }

                /**
                 * Sets what the child {@code <§name§>} says.
                 *
                 * @param value its value; null removes the child
                 * @return this
                 */
                public §type§ set§Single§(@Nullable §java§ value) {
                    setLeaf("§key§", §print§);
                    return this;
                }
            """);

    private static final Template LEAVES = new Template("""

                /**
                 * Returns what the children {@code <§name§>} say.§when§
                 *
                 * @return their values, in the document's order
                 */
                public List<§java§> §accessor§() {
                    return §read§;
                }

                /**
                 * Sets what the children {@code <§name§>} say.
                 *
                 * @param values their values
                 * @return this
                 */
                public §type§ set§Accessor§(List<§java§> values) {
                    setLeaves("§key§", §print§);
                    return this;
                }
            """);

    /** Methods of all elements, and words of Java, that no accessor may be called. */
    private static final Set<String> RESERVED = Set.of(
            ("elementName elementNamespace attributes elements text attribute add remove replace newChild added find content"
                            + " child children leaf leaves has knows wait notify notifyAll hashCode toString getClass clone"
                            + " finalize equals"
                            + " abstract byte case char class default do else enum for if import int interface long native new"
                            + " package private protected public return short static switch transient volatile while")
                    .split(" "));

    private final Facts facts;
    private final Facts.Type type;
    private final Set<String> imports;
    private final Set<String> enumerations = new HashSet<>();
    private final List<KindText.View> views = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    MemberText(Facts facts, Facts.Type type, Set<String> imports) {
        this.facts = facts;
        this.type = type;
        this.imports = imports;
    }

    String text() {
        type.attributes.forEach(this::attribute);
        value();
        type.children.forEach(this::child);
        KindText.of(type).ifPresent(kinds -> text.append(kinds.text(views)));
        return text.toString();
    }

    /** The class of a child, imported if it is of another package. */
    String simple(Facts.Part part) {
        Facts.Type other = facts.types.get(part.kind().name());
        if (!other.folder.equals(type.folder)) {
            imports.add(Generator.BASE + "." + other.folder + "." + other.name);
        }
        return other.name;
    }

    private void attribute(Facts.Part part) {
        String key = part.name().toString();
        String read = "attribute(\"" + key + "\")";
        if (key.equals(type.amount.attribute())) {
            view(
                    part,
                    "Optional<DataSize>",
                    accessor(part.accessor()),
                    "Returns the amount",
                    "the amount; empty if there is none, or another text");
            amount(
                    part.accessor(),
                    " {@code " + key + "}",
                    when(part),
                    read,
                    "setAttribute(\"" + key + "\", value == null ? null : §);");
            return;
        }
        ValueText kind = kind(part.kind(), upper(part.accessor()));
        importOptional();
        view(part, "Optional<" + kind.java() + ">", accessor(part.accessor()), "Returns the attribute", kind.none());
        text.append(ATTRIBUTE.fill(
                "name", part.name().local(),
                "must", part.required() ? ", without which the schema takes no such element" : "",
                "when", when(part),
                "none", kind.none(),
                "java", kind.java(),
                "accessor", accessor(part.accessor()),
                "read", kind.read(read),
                "type", type.name,
                "Accessor", upper(part.accessor()),
                "write", kind.write(key)));
    }

    /** An attribute, or the text, that is an amount, with the unit beside it. */
    private void amount(String accessor, String of, String when, String read, String write) {
        importOptional();
        imports.add("org.anfitrion.api.unit.DataSize");
        imports.add(Generator.ELEMENT + "Texts");
        String written = type.amount.unitIfNone().equals("bytes") ? "bytes" : "KiB";
        text.append(AMOUNT.fill(
                "of",
                of,
                "when",
                when,
                "default",
                type.amount.unitIfNone(),
                "accessor",
                accessor,
                "text",
                read,
                "unit",
                type.amount.unit(),
                "written",
                written,
                "type",
                type.name,
                "Accessor",
                upper(accessor),
                "write",
                write.replace("§", "Texts.amount(value, \"" + written + "\")")));
    }

    private void value() {
        if (type.amount.attribute().equals("text")) {
            amount("size", "", "", "Optional.of(text())", "setText(value == null ? \"\" : §);");
        } else if (!type.text.name().isEmpty()) {
            boolean taken =
                    type.attributes.stream().anyMatch(part -> part.accessor().equals("value"));
            String accessor = taken ? "textValue" : "value";
            ValueText kind = kind(type.text, upper(accessor));
            importOptional();
            text.append(VALUE.fill(
                    "none", kind.none(),
                    "java", kind.java(),
                    "accessor", accessor,
                    "read", kind.read("Optional.of(text()).filter(text -> !text.isEmpty())"),
                    "type", type.name,
                    "Accessor", upper(accessor),
                    "print", kind.printPresent("value")));
        }
    }

    private void child(Facts.Part part) {
        String key = part.name().toString();
        if (part.hasClass()) {
            if (!part.many()) {
                importOptional();
            }
            String child = simple(part);
            view(
                    part,
                    (part.many() ? "List<" : "Optional<") + child + ">",
                    accessor(part.accessor()),
                    part.many() ? "Returns the children" : "Returns the child",
                    part.many() ? "a live list, in the document's order" : "the child; empty if it is not there");
            text.append((part.many() ? CHILDREN : CHILD)
                    .fill(
                            "name", part.name().local(),
                            "when", when(part),
                            "child", child,
                            "accessor", accessor(part.accessor()),
                            "single", part.single(),
                            "Single", upper(part.single()),
                            "type", type.name));
            kindOf(part, child);
        } else if (part.kind().name().equals("flag")) {
            view(
                    part,
                    "boolean",
                    "has" + upper(part.single()),
                    "Tells whether there is an element",
                    "whether it is there");
            text.append(FLAG.fill(
                    "name", part.name().local(),
                    "when", when(part),
                    "Single", upper(part.single()),
                    "key", key,
                    "type", type.name));
        } else {
            ValueText kind = kind(part.kind(), upper(part.accessor()));
            if (!part.many()) {
                importOptional();
            }
            view(
                    part,
                    (part.many() ? "List<" : "Optional<") + kind.java() + ">",
                    accessor(part.accessor()),
                    part.many() ? "Returns what the children say:" : "Returns what the child says:",
                    part.many() ? "their values, in the document's order" : kind.none());
            text.append((part.many() ? LEAVES : LEAF)
                    .fill(
                            "name", part.name().local(),
                            "when", when(part),
                            "none", kind.none(),
                            "java", kind.java(),
                            "accessor", accessor(part.accessor()),
                            "Accessor", upper(part.accessor()),
                            "Single", upper(part.single()),
                            "read",
                                    part.many()
                                            ? kind.readAll("leaves(\"" + key + "\")")
                                            : kind.read("leaf(\"" + key + "\")"),
                            "type", type.name,
                            "key", key,
                            "print", part.many() ? kind.printAll("values") : kind.print("value")));
        }
    }

    private void view(Facts.Part part, String java, String method, String what, String none) {
        String title = "%s {@code %s}.".formatted(what, part.name().local());
        views.add(new KindText.View(part.when(), java, method, title, none));
    }

    /** If an attribute here decides what a child is. */
    private void kindOf(Facts.Part part, String child) {
        KindText.of(facts.types.get(part.kind().name()))
                .flatMap(KindText::attributeAround)
                .filter(attribute -> type.attributes.stream()
                        .anyMatch(own -> own.name().toString().equals(attribute)))
                .ifPresent(attribute -> text.append((part.many() ? KINDS_OF_CHILDREN : KIND_OF_CHILD)
                        .fill(
                                "name", part.name().local(),
                                "attribute", attribute,
                                "child", child,
                                "single", part.single(),
                                "accessor", accessor(part.accessor()))));
    }

    private ValueText kind(Facts.Kind kind, String enumeration) {
        if (!kind.name().equals("one")) {
            return ValueText.of(kind.name(), imports);
        }
        String simple = enumeration.equals(type.name) ? enumeration + "Value" : enumeration;
        if (enumerations.add(simple)) {
            imports.add(Generator.ELEMENT + "OpenValue");
            text.append(EnumerationText.of(simple, kind.words()));
        }
        return ValueText.open(simple);
    }

    /** A sentence on what it stands beside. */
    private static String when(Facts.Part part) {
        if (part.when().isEmpty()) {
            return "";
        }
        boolean around = part.when().get(0).startsWith("../");
        String attribute = part.when().get(0).replace("../", "").replaceAll("=.*", "");
        String values = part.when().stream()
                .map(condition -> "{@code " + condition.replaceAll("^[^=]*=", "") + "}")
                .collect(Collectors.joining(" or "));
        return " Only where {@code " + attribute + "}" + (around ? " of the element around it" : "") + " is " + values
                + ".";
    }

    private void importOptional() {
        imports.add("java.util.Optional");
        imports.add("org.jspecify.annotations.Nullable");
    }

    private static String accessor(String name) {
        return RESERVED.contains(name) ? name + "Value" : name;
    }

    private static String upper(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
