package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NativeTextProperties {

    @Property
    void everyValueComesBackTheSame(@ForAll String value) {
        String line = NativeValue.escaped(value);

        assertEquals(value, NativeValue.unescaped(line));
        assertEquals(-1, line.indexOf('\n'));
    }

    @Property
    void everyTextComesBackTheSame(@ForAll("lines") List<String> lines) {
        // Keys are told apart by their line: a key given twice is another matter.
        String text = IntStream.range(0, lines.size())
                .mapToObj(i -> lines.get(i).replace("key", "key" + i) + "\n")
                .collect(Collectors.joining());

        assertEquals(text, NativeText.parse(text).toString());
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of(
                        "key = value",
                        "  key=a = b ",
                        "key =",
                        "\tkey = \\n",
                        "[disk]",
                        "  [nic]  ",
                        "# key",
                        "",
                        " \t\r")
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }
}
