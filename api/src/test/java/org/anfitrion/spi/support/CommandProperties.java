package org.anfitrion.spi.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.spi.Deadline;

class CommandProperties {

    /** What a shell, printf, or a careless splitter would take for its own. */
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "  two  blanks ",
            "a\nb",
            "\t",
            "$HOME",
            "$(touch x)",
            "`x`",
            "; x",
            "| x",
            "&& x",
            "> x",
            "*",
            "?",
            "~",
            "'",
            "\"",
            "\\",
            "\\n",
            "%s%n%d",
            "-rf",
            "--",
            "--help",
            "#x",
            "!x",
            "{a,b}",
            "[a]",
            "\u001b[0m",
            "\u007f");

    @Property(tries = 60)
    void everyArgumentArrivesAsItIs(@ForAll("arguments") List<String> arguments) {
        // "$0" of the inner shell ends each argument with a byte that no argument can have.
        Command command = Command.of("sh", "-c", "for a; do printf '%s\\0' \"$a\"; done", "sh")
                .arguments(arguments);
        String[] arrived =
                command.run(Deadline.after(Duration.ofSeconds(30))).output().split("\0", -1);
        assertEquals(arguments, List.of(arrived).subList(0, arrived.length - 1));
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        boolean unicode = Charset.defaultCharset().newEncoder().canEncode("漢");
        Arbitrary<String> any = unicode
                ? Arbitraries.strings().all().excludeChars('\0').ofMaxLength(40).filter(CommandProperties::isWellFormed)
                : Arbitraries.strings().ascii().excludeChars('\0').ofMaxLength(40);
        return Arbitraries.oneOf(Arbitraries.of(HOSTILE), any).list().ofMaxSize(12);
    }

    private static boolean isWellFormed(String text) {
        return Charset.forName("UTF-8").newEncoder().canEncode(text);
    }

    @Property(tries = 200)
    void linesAreThoseOfTheOutput(@ForAll("texts") String text) {
        List<String> lines = new ArrayList<>();
        CommandResult result =
                Command.of("cat").input(text).eachLine(lines::add).run(Deadline.after(Duration.ofSeconds(30)));
        assertEquals(text.lines().toList(), lines);
        assertEquals(text, result.output());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "ü", "漢", "\n", "\r", "\r\n", " ")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
