package org.anfitrion.driver.lxc.config;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Owner;

/**
 * A thing that a description says and a configuration has in one place, as a key or as a note.
 *
 * @param title what it is, for people
 * @param name the key, or the note's name
 * @param isNote whether it is a note
 * @param value what the description says of it; empty for nothing
 */
record Item(String title, String name, boolean isNote, Function<DomainSpec, Optional<String>> value) {

    static final String INIT = "lxc.init.cmd";
    static final String CONSOLE = "lxc.console.path";

    /** For {@link #CONSOLE}: there is none. */
    static final String NO_CONSOLE = "none";

    /** All of them; devices and limits have tables of their own. */
    static final List<Item> ALL = List.of(
            note("UUID", Notes.UUID, spec -> spec.uuid().map(UUID::toString)),
            note("title", Notes.TITLE, DomainSpec::title),
            note("description", Notes.DESCRIPTION, DomainSpec::description),
            note("owner", Notes.OWNER, spec -> spec.owner().map(Owner::toString)),
            new Item("init", INIT, false, Item::init),
            new Item(
                    "console",
                    CONSOLE,
                    false,
                    spec -> spec.consoles().isEmpty() ? Optional.of(NO_CONSOLE) : Optional.empty()));

    private static Item note(String title, String name, Function<DomainSpec, Optional<String>> value) {
        return new Item(title, name, true, value);
    }

    private static Optional<String> init(DomainSpec spec) {
        return spec.boot().filter(Boot.Init.class::isInstance).map(boot -> String.join(" ", words((Boot.Init) boot)));
    }

    /** The words of a command that liblxc divides at its spaces: it knows no quotes there. */
    static List<String> words(Boot.Init init) {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(init.program()), init.arguments().stream())
                .toList();
    }

    LxcConfig write(LxcConfig config, DomainSpec spec) {
        Optional<String> text = value.apply(spec).filter(said -> !said.isEmpty());
        if (isNote) {
            return config.withNote(name, text.orElse(""));
        }
        return config.setAll(name, text.map(List::of).orElse(List.of()));
    }
}
