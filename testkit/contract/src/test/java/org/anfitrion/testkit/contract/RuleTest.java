package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Javadoc of the SPI, the enumeration of rules and the tests speak of the same rules. */
class RuleTest {

    private static final Path SPI = Path.of("../../api/src/main/java/org/anfitrion/spi");
    private static final Pattern RULE =
            Pattern.compile("<li><b>([A-Z]{3}-\\d+)</b>(.*?)(?=<li>|</ul>)", Pattern.DOTALL);
    private static final Pattern REASON = Pattern.compile("<i>(.*?)</i>", Pattern.DOTALL);

    @Test
    void theJavadocOfTheSpiAndTheEnumerationHaveTheSameRules() throws IOException {
        Set<String> ids = Stream.of(Rule.values()).map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(javadoc().keySet()), ids);
    }

    @Test
    void everyRuleIsCheckedByATest() {
        Set<Rule> checked = Arrays.stream(DriverContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Checks.class))
                .peek(method -> assertTrue(method.isAnnotationPresent(Test.class), method::toString))
                .flatMap(method -> Stream.of(method.getAnnotation(Checks.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Set.of(Rule.values())), checked);
    }

    @Test
    void everyTestOfTheContractNamesItsRule() {
        Set<String> nameless = Arrays.stream(DriverContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .filter(method -> !method.isAnnotationPresent(Checks.class))
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), nameless);
    }

    @Test
    void theEnumerationSaysWhatTheJavadocSays() throws IOException {
        Map<String, String> enumerated = new TreeMap<>();
        Map<String, String> written = new TreeMap<>();
        javadoc().forEach((id, text) -> {
            Rule rule = Rule.of(id);
            Matcher reason = REASON.matcher(text);
            String why = reason.find() ? plain(reason.group(1)) : rule.reason();
            written.put(id, plain(REASON.matcher(text).replaceAll("")) + " Why: " + why);
            enumerated.put(id, rule.text() + " Why: " + rule.reason());
        });
        assertEquals(String.join("\n", written.values()), String.join("\n", enumerated.values()));
    }

    @Test
    void everyRuleHasAReason() {
        for (Rule rule : Rule.values()) {
            assertFalse(rule.reason().isBlank(), rule.id());
        }
    }

    /** The rules as the sources have them, comment signs taken off. */
    private static Map<String, String> javadoc() throws IOException {
        Map<String, String> rules = new TreeMap<>();
        try (Stream<Path> sources = Files.list(SPI)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(source).replaceAll("\\R\\s*\\* ?", " ");
                Matcher rule = RULE.matcher(text);
                while (rule.find()) {
                    String twice = rules.put(rule.group(1), rule.group(2));
                    assertEquals(null, twice, () -> rule.group(1) + " is given twice");
                }
            }
        }
        return rules;
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@code\\s+([^}]*)\\}", "$1")
                .replaceAll("\\{@link\\s+(?:[A-Za-z]*#)?(?:ConsoleStart#)?([^}]*)\\}", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
