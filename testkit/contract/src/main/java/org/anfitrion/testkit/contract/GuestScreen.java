package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * A guest with a screen. Immutable.
 *
 * @param display how the backend shows it; the tests add it
 * @param domain adds to a description what else this guest needs
 * @param keyboard what the guest says that was pressed, if it does
 */
public record GuestScreen(DisplaySpec display, UnaryOperator<DomainSpecBuilder> domain, Optional<Keyboard> keyboard) {

    /**
     * Checks that nothing is missing.
     *
     * @param display how the backend shows it; the tests add it
     * @param domain adds to a description what else this guest needs
     * @param keyboard what the guest says that was pressed, if it does
     */
    public GuestScreen {
        Objects.requireNonNull(display, "display");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(keyboard, "keyboard");
    }

    /**
     * What a guest says that was pressed.
     *
     * @param listens tells by the domain's name whether the guest is up and hears keys: what is pressed before is lost
     * @param pressed from the domain's name, what was pressed since its start: those keys together that were
     * @param within how long it may take until the guest hears keys
     */
    public record Keyboard(Predicate<String> listens, Function<String, List<List<KeyCode>>> pressed, Duration within) {}
}
