package org.anfitrion.libvirt.schema;

import java.util.Map;

/** The class that knows which class is for which root element, and in which schema. */
final class RootsText {

    private RootsText() {}

    static String of(Map<String, String> roots) {
        StringBuilder made = new StringBuilder();
        StringBuilder schemas = new StringBuilder();
        roots.forEach((name, value) -> {
            String[] schemaAndType = value.split(" ");
            made.append("            case \"%s\" -> new %s();\n".formatted(name, schemaAndType[1]));
            schemas.append("            case \"%s\" -> \"%s.rng\";\n".formatted(name, schemaAndType[0]));
        });
        return """
                package %s;

                import org.anfitrion.libvirt.xml.element.Element;
                import org.jspecify.annotations.Nullable;

                /** The root elements of libvirt's documents. Generated from libvirt's schemas. */
                final class Roots {

                    private Roots() {}

                    /** Makes the root element of a name; null if libvirt has no schema for it. */
                    static @Nullable Element newRoot(String name) {
                        return switch (name) {
                %s            default -> null;
                        };
                    }

                    /** Returns the schema's file; null if libvirt has none for it. */
                    static @Nullable String schema(String name) {
                        return switch (name) {
                %s            default -> null;
                        };
                    }
                }
                """.formatted(Generator.BASE, made, schemas);
    }
}
