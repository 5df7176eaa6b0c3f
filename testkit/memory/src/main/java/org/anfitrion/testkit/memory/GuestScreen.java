package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.secret.Password;
import org.jspecify.annotations.Nullable;

/**
 * What a guest shows, and what it does when keys are pressed. Thread-safe.
 *
 * <pre>{@code
 * host.guest("web").screen().onKeys((keys, script) -> {
 *     if (keys.contains(KeyCode.DELETE)) {
 *         script.println("Rebooting").reboot();
 *     }
 * });
 * }</pre>
 */
public final class GuestScreen {

    private final GuestBook book;
    private final String name;
    private volatile @Nullable Screenshot picture;
    private volatile @Nullable BiConsumer<List<KeyCode>, GuestScript> reaction;

    GuestScreen(GuestBook book, String name) {
        this.book = book;
        this.name = name;
    }

    /**
     * Sets what screenshots show; one colour unless said otherwise.
     *
     * @param shown the picture
     * @return this screen
     */
    public GuestScreen shows(Screenshot shown) {
        picture = Objects.requireNonNull(shown, "shown");
        return this;
    }

    /**
     * Says what the guest does when keys are pressed; nothing unless said otherwise.
     *
     * @param script writes the steps, knowing the keys that were pressed together
     * @return this screen
     */
    public GuestScreen onKeys(BiConsumer<List<KeyCode>, GuestScript> script) {
        reaction = Objects.requireNonNull(script, "script");
        return this;
    }

    /**
     * Returns the keys that were pressed in the domain's present or last run.
     *
     * @return in their order, those together that were pressed together; none if there is no such domain
     */
    public List<List<KeyCode>> keys() {
        return book.model().lastRun(name).map(run -> run.screens().keys()).orElse(List.of());
    }

    /**
     * Tells whether somebody who knows a password could look at a display of the running guest now.
     *
     * @param protocol of which display
     * @param password what he knows
     * @return true if the display is there, and asks for no password, or for this one and it has not expired
     */
    public boolean letsIn(DisplayProtocol protocol, Password password) {
        return book.model()
                .lastRun(name)
                .filter(run -> book.model().runs(name))
                .map(run -> run.screens()
                        .letsIn(protocol, password, book.model().clock().now()))
                .orElse(false);
    }

    Optional<Screenshot> picture() {
        return Optional.ofNullable(picture);
    }

    Optional<Consumer<GuestScript>> reaction(List<KeyCode> together) {
        return Optional.ofNullable(reaction).map(writing -> script -> writing.accept(together, script));
    }
}
