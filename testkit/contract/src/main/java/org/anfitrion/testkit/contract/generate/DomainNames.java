package org.anfitrion.testkit.contract.generate;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Names of domains: those that a description accepts, and those that it refuses. */
public final class DomainNames {

    /** The longest name, in bytes of UTF-8. */
    private static final int LONGEST = 240;

    private static final String FORBIDDEN = "/<>&\"'\\";

    private DomainNames() {}

    /**
     * Generates names that every driver has to take.
     *
     * @return plain names, and names with spaces, shell syntax and letters of all the world
     */
    public static Arbitrary<String> legal() {
        StringArbitrary plain = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("-_.");
        StringArbitrary syntax = Arbitraries.strings().ascii();
        StringArbitrary world = Arbitraries.strings().all();
        return Arbitraries.frequencyOf(
                        Tuple.of(3, plain.ofMinLength(1).ofMaxLength(40)),
                        Tuple.of(3, syntax.ofMinLength(1).ofMaxLength(LONGEST)),
                        Tuple.of(2, world.ofMinLength(1).ofMaxLength(60)),
                        Tuple.of(
                                1,
                                Arbitraries.of("-rf", "--help", "$HOME", "%s%n", "a;b", "a|b", "*", "ü 漢 🖥", "..a")))
                .map(DomainNames::withoutForbidden)
                .filter(DomainNames::isLegal);
    }

    private static String withoutForbidden(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && FORBIDDEN.indexOf(c) < 0
                        && c != 0xFFFE
                        && c != 0xFFFF
                        && Character.getType(c) != Character.SURROGATE)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private static boolean isLegal(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /**
     * Generates names that no description accepts, each for one reason.
     *
     * @return the empty name, names with control characters, slashes, markup or quotes, too long ones, and others
     */
    public static Arbitrary<String> illegal() {
        Arbitrary<String> around = Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(10);
        Arbitrary<String> spoiled = around.flatMap(before -> Arbitraries.of(
                        "/", "<", ">", "&", "\"", "'", "\\", "\0", "\n", "\r", "\t", "\u007F", "\u0085", "\uD800",
                        "\uFFFE", "\uFFFF")
                .flatMap(bad -> around.map(after -> before + bad + after)));
        Arbitrary<String> tooLong =
                Arbitraries.integers().between(LONGEST + 1, 400).map("x"::repeat);
        Arbitrary<String> tooManyBytes =
                Arbitraries.integers().between(LONGEST / 2 + 1, 200).map("ü"::repeat);
        Arbitrary<String> others = Arbitraries.of("", " ", ".", "..", " a", "a ", "\u3000a");
        return Arbitraries.frequencyOf(
                Tuple.of(6, spoiled), Tuple.of(1, tooLong), Tuple.of(1, tooManyBytes), Tuple.of(2, others));
    }
}
