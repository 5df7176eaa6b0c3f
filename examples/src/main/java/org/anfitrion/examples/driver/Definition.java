package org.anfitrion.examples.driver;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.unit.DataSize;

/** A domain's native configuration: the text of a properties file. Keys that this driver does not know survive updates. */
record Definition(String text) {

    static Definition of(DomainSpec spec) {
        return new Definition("").with(completed(spec));
    }

    /** Fills in what the description leaves open. */
    static DomainSpec completed(DomainSpec spec) {
        return spec.toBuilder()
                .uuid(spec.uuid().orElseGet(UUID::randomUUID))
                .guestType(GuestType.OPERATING_SYSTEM)
                .build();
    }

    /** Says why a description cannot be kept: whatever does not come back from the file, this driver cannot do. */
    static Optional<String> reasonAgainst(DomainSpec spec) {
        boolean program = spec.boot().filter(Boot.Init.class::isInstance).isPresent();
        boolean family = spec.guestType().orElse(GuestType.OPERATING_SYSTEM) == GuestType.OPERATING_SYSTEM;
        boolean kept = program && family && keeps(completed(spec));
        return kept
                ? Optional.empty()
                : Optional.of("a process has name, UUID, title, description, CPUs, memory, a program with arguments"
                        + " (Boot.init), and one paravirtual console; no disks, NICs or firmware");
    }

    private static boolean keeps(DomainSpec spec) {
        return new Definition("").with(spec).spec().equals(spec);
    }

    DomainSpec spec() {
        Properties values = values();
        DomainSpecBuilder spec = DomainSpec.reported(values.getProperty("name"))
                .uuid(UUID.fromString(values.getProperty("uuid")))
                .title(values.getProperty("title", ""))
                .description(values.getProperty("description", ""))
                .guestType(GuestType.OPERATING_SYSTEM)
                .cpus(new CpuCount(number("cpus"), number("cpus.maximum")))
                .memory(new Memory(
                        DataSize.bytes(Long.parseLong(values.getProperty("memory"))),
                        DataSize.bytes(Long.parseLong(values.getProperty("memory.maximum")))))
                .boot(init());
        return values.containsKey("console")
                ? spec.console(ConsoleSpec.paravirtual()).build()
                : spec.build();
    }

    /** The program that runs, and what it is told: a line each, as none of them has two. */
    Boot.Init init() {
        List<String> words = List.of(values().getProperty("program").split("\n", -1));
        return new Boot.Init(words.get(0), words.subList(1, words.size()));
    }

    private int number(String key) {
        return Integer.parseInt(values().getProperty(key));
    }

    /** Writes into this configuration what the description says, and leaves the rest as it is. */
    Definition with(DomainSpec spec) {
        Boot.Init init = (Boot.Init) spec.boot().orElseThrow();
        Properties values = values();
        values.setProperty("name", spec.name());
        values.setProperty("uuid", spec.uuid().orElseThrow().toString());
        values.setProperty("title", spec.title().orElse(""));
        values.setProperty("description", spec.description().orElse(""));
        values.setProperty("cpus", Integer.toString(spec.cpus().current()));
        values.setProperty("cpus.maximum", Integer.toString(spec.cpus().maximum()));
        values.setProperty("memory", Long.toString(spec.memory().current().bytes()));
        values.setProperty(
                "memory.maximum", Long.toString(spec.memory().maximum().bytes()));
        values.setProperty(
                "program",
                Stream.concat(Stream.of(init.program()), init.arguments().stream())
                        .collect(Collectors.joining("\n")));
        if (spec.consoles().isEmpty()) {
            values.remove("console");
        } else {
            values.setProperty("console", "paravirtual");
        }
        return new Definition(text(values));
    }

    Described<DomainSpec> described(View view) {
        String revision =
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
        return new Described<>(view, spec(), text, revision);
    }

    /** One line for each key that differs, for people. */
    List<String> changesTo(Definition next) {
        Properties before = values();
        Properties after = next.values();
        Set<String> keys = new TreeSet<>(before.stringPropertyNames());
        keys.addAll(after.stringPropertyNames());
        return keys.stream()
                .filter(key -> !before.getProperty(key, "").equals(after.getProperty(key, "")))
                .map(key -> key + ": " + before.getProperty(key, "") + " -> " + after.getProperty(key, ""))
                .toList();
    }

    private Properties values() {
        Properties values = new Properties();
        try {
            values.load(new StringReader(text));
        } catch (IOException e) {
            throw new AssertionError("a string can be read", e);
        }
        return values;
    }

    private static String text(Properties values) {
        StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new AssertionError("a string can be written", e);
        }
        // Without the comment with the date, and in one order: the same configuration is the same text.
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
