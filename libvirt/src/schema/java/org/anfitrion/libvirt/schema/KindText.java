package org.anfitrion.libvirt.schema;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The source of the kinds of a class: where an attribute, of the element or of the one around it, decides what else stands
 * there, a sealed type has a record for each of its values, with just the views that make sense beside it.
 */
final class KindText {

    /** A view of the class: beside what it stands, and how its method is declared. */
    record View(List<String> when, String java, String method, String title, String none) {}

    private static final Template KINDS = new Template("""

                /**
                 * What it can be, as {@code §attribute§}§around§ tells: each kind has what only such an element says, and all else is in
                 * {@link #element()}.
                 */
                public sealed interface Kind {
                    /**
                     * Returns the element that this is a view of.
                     *
                     * @return the very element
                     */
                    §type§ element();
                }

                /**
                 * Where {@code §attribute§}§around§ is another value, or none.
                 *
                 * @param element the element
                 */
                public record Other§noun§(§type§ element) implements Kind {}
            """);

    private static final Template KIND = new Template("""

                /**
                 * Where {@code §attribute§}§around§ is {@code §word§}.
                 *
                 * @param element the element
                 */
                public record §kind§(§type§ element) implements Kind {
            §views§    }
            """);

    private static final Template VIEW = new Template("""
                    /**
                     * §title§
                     *
                     * @return §none§
                     */
                    public §java§ §method§() {
                        return element.§method§();
                    }
            """);

    private static final Template OWN = new Template("""

                /**
                 * Tells which kind it is.
                 *
                 * @return the kind that {@code §attribute§} says; a view, not a copy
                 */
                public Kind kind() {
                    return switch (attribute("§attribute§").orElse("")) {
            §cases§            default -> new Other§noun§(this);
                    };
                }
            """);

    private static final Template AROUND = new Template("""

                /**
                 * Tells which kind it is.
                 *
                 * @param §attribute§ what that attribute of the element around it says
                 * @return the kind; a view, not a copy
                 */
                public Kind kind(String §attribute§) {
                    return switch (§attribute§) {
            §cases§            default -> new Other§noun§(this);
                    };
                }
            """);

    private final Facts.Type type;
    private final String condition;
    /** What a kind's name ends in: the field's word for all of them. */
    private final String noun;

    private final Map<String, String> kinds = new LinkedHashMap<>();

    private KindText(Facts.Type type, String condition) {
        this.type = type;
        this.condition = condition;
        this.noun = type.name.replaceAll("Element$", "").replaceAll(".*(?=[A-Z][a-z])", "");
        Set<String> taken = new LinkedHashSet<>(Set.of("Other" + noun));
        conditions(type)
                .filter(when -> attribute(when).equals(condition))
                .map(when -> when.substring(when.indexOf('=') + 1))
                .distinct()
                .forEach(word -> {
                    String name = camel(word) + noun;
                    while (!taken.add(name)) {
                        name += "_";
                    }
                    kinds.put(word, name);
                });
    }

    /** Returns the kinds of a class, if there are several that differ; what the element around decides comes first. */
    static Optional<KindText> of(Facts.Type type) {
        Map<String, Long> parts = parts(type)
                .filter(part -> !part.when().isEmpty())
                .collect(Collectors.groupingBy(
                        part -> attribute(part.when().get(0)), LinkedHashMap::new, Collectors.counting()));
        return parts.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<String, Long> entry) ->
                                entry.getKey().startsWith("../"))
                        .thenComparing(Map.Entry::getValue))
                .map(entry -> new KindText(type, entry.getKey()))
                .filter(KindText::differ);
    }

    private boolean differ() {
        return kinds.size() > 1
                && parts(type)
                        .filter(part -> !part.when().isEmpty()
                                && attribute(part.when().get(0)).equals(condition))
                        .anyMatch(part -> part.when().size() < kinds.size());
    }

    /** The attribute that tells, if it is of the element around. */
    Optional<String> attributeAround() {
        return condition.startsWith("../") ? Optional.of(condition.substring(3)) : Optional.empty();
    }

    String text(List<View> views) {
        String attribute = condition.replace("../", "");
        boolean own = attributeAround().isEmpty();
        String around = own ? "" : " of the element around it";
        StringBuilder text = new StringBuilder(
                KINDS.fill("attribute", attribute, "around", around, "type", type.name, "noun", noun));
        StringBuilder cases = new StringBuilder();
        kinds.forEach((word, kind) -> {
            String members = views.stream()
                    .filter(view -> view.when().contains(condition + "=" + word))
                    .map(view -> VIEW.fill(
                            "title", view.title(), "none", view.none(), "java", view.java(), "method", view.method()))
                    .collect(Collectors.joining("\n"));
            text.append(KIND.fill(
                    "attribute", attribute,
                    "around", around,
                    "word", word,
                    "kind", kind,
                    "type", type.name,
                    "views", members));
            cases.append("            case \"%s\" -> new %s(this);\n".formatted(word, kind));
        });
        return text.append((own ? OWN : AROUND).fill("attribute", attribute, "cases", cases.toString(), "noun", noun))
                .toString();
    }

    private static Stream<Facts.Part> parts(Facts.Type type) {
        return Stream.concat(type.attributes.stream(), type.children.stream());
    }

    private static Stream<String> conditions(Facts.Type type) {
        return parts(type).flatMap(part -> part.when().stream());
    }

    private static String attribute(String when) {
        return when.substring(0, when.indexOf('='));
    }

    private static String camel(String word) {
        String name = Stream.of(word.split("[^A-Za-z0-9]+"))
                .filter(piece -> !piece.isEmpty())
                .map(piece -> piece.substring(0, 1).toUpperCase(Locale.ROOT) + piece.substring(1))
                .collect(Collectors.joining());
        return Character.isDigit(name.charAt(0)) ? "V" + name : name;
    }
}
