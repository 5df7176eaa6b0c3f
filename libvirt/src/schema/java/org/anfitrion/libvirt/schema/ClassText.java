package org.anfitrion.libvirt.schema;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The source of the class for one element. */
final class ClassText {

    private static final Template HEAD = new Template("""
            /**
             * §what§ of libvirt's XML. Generated from libvirt's schemas.
             */
            @XmlRootElement(name = "§element§"§namespace§)
            @XmlType(name = "")
            @XmlAccessorType(XmlAccessType.NONE)
            public final class §type§ extends TypedElement {

                private static final Shape SHAPE = Shape.of(
                        "§uri§",
                        "§element§",
                        "§attributes§",
                        "§children§");

                /** Creates an element that says nothing. */
                public §type§() {
                    super(SHAPE);
                }
            """);

    private static final Template NEW_CHILD = new Template("""

                @Override
                protected @Nullable Element newChild(String key) {
                    return switch (key) {
            §cases§            default -> null;
                    };
                }
            """);

    private static final Template CONTENT = new Template("""

                @Override
            §references§    @XmlAnyElement
                @XmlMixed
                protected List<Object> getContent() {
                    return super.getContent();
                }
            """);

    private final Facts.Type type;
    private final Set<String> imports = new TreeSet<>();
    private final MemberText members;

    ClassText(Facts facts, Facts.Type type) {
        this.type = type;
        this.members = new MemberText(facts, type, imports);
    }

    String text() {
        imports.add(Generator.ELEMENT + "Shape");
        imports.add(Generator.ELEMENT + "TypedElement");
        for (String annotation :
                List.of("XmlAccessType", "XmlAccessorType", "XmlAnyElement", "XmlMixed", "XmlRootElement", "XmlType")) {
            imports.add("jakarta.xml.bind.annotation." + annotation);
        }
        imports.add("java.util.List");
        String body = head() + newChild() + members.text() + content() + "}\n";
        String used = imports.stream().map("import %s;\n"::formatted).collect(Collectors.joining());
        return "package " + Generator.BASE + "." + type.folder + ";\n\n" + used + "\n" + body;
    }

    private String head() {
        QName name = type.element;
        int end = type.path.lastIndexOf('/');
        String what = end < 0
                ? "The document {@code <%s>}".formatted(name.local())
                : "The element {@code <%s>} in {@code %s}".formatted(name.local(), type.path.substring(0, end));
        return HEAD.fill(
                "what", what,
                "element", name.local(),
                "namespace", namespace(name),
                "type", type.name,
                "uri", name.namespace(),
                "attributes", names(type.attributes),
                "children", names(type.children));
    }

    private String newChild() {
        String cases = withClass().stream()
                .map(part -> "            case \"%s\" -> new %s();\n".formatted(part.name(), members.simple(part)))
                .collect(Collectors.joining());
        if (cases.isEmpty()) {
            return "";
        }
        imports.add("org.jspecify.annotations.Nullable");
        imports.add(Generator.ELEMENT + "Element");
        return NEW_CHILD.fill("cases", cases);
    }

    private String content() {
        String references = withClass().stream()
                .map(part -> "        @XmlElementRef(name = \"%s\"%s, type = %s.class, required = false)"
                        .formatted(part.name().local(), namespace(part.name()), members.simple(part)))
                .collect(Collectors.joining(",\n"));
        if (references.isEmpty()) {
            return CONTENT.fill("references", "");
        }
        imports.add("jakarta.xml.bind.annotation.XmlElementRef");
        imports.add("jakarta.xml.bind.annotation.XmlElementRefs");
        return CONTENT.fill("references", "    @XmlElementRefs({\n" + references + "\n    })\n");
    }

    private List<Facts.Part> withClass() {
        return type.children.stream().filter(Facts.Part::hasClass).toList();
    }

    private static String namespace(QName name) {
        return name.namespace().isEmpty() ? "" : ", namespace = \"" + name.namespace() + "\"";
    }

    private static String names(List<Facts.Part> parts) {
        return parts.stream().map(part -> part.name().toString()).collect(Collectors.joining(" "));
    }
}
