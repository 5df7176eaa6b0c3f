package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.network.GuestAddress;

/** Who behaves how: what is said of a domain's guest, else of all guests. Thread-safe. */
final class GuestBook {

    private final HostModel model;
    private final Map<String, Guest> guests = new ConcurrentHashMap<>();
    private final Guest others;

    GuestBook(HostModel model) {
        this.model = model;
        this.others = new Guest(this, null)
                .onStart(boot -> boot.after(Duration.ofMillis(100)).println("READY"))
                .onShutdown(down -> down.println("Powering off").shutOff())
                .onReboot(down -> down.println("Rebooting").reboot())
                .echo(true);
    }

    HostModel model() {
        return model;
    }

    Guest guest(String name) {
        return guests.computeIfAbsent(name, key -> new Guest(this, key));
    }

    Guest others() {
        return others;
    }

    Consumer<GuestScript> start(String name) {
        return said(name, Guest::start).orElse(nothing -> {});
    }

    Consumer<GuestScript> shutdown(String name) {
        return said(name, Guest::shutdown).orElse(nothing -> {});
    }

    Consumer<GuestScript> reboot(String name) {
        return said(name, Guest::reboot).orElse(nothing -> {});
    }

    Optional<Duration> crash(String name) {
        return said(name, Guest::crash);
    }

    Duration release(String name) {
        return said(name, Guest::release).orElse(Duration.ZERO);
    }

    boolean echoes(String name) {
        return said(name, Guest::echoes).orElse(false);
    }

    Optional<UnaryOperator<String>> calls(String name) {
        return said(name, Guest::calls);
    }

    Optional<Consumer<GuestScript>> reply(String name, String line) {
        return said(name, guest -> guest.reply(line));
    }

    Optional<Screenshot> screen(String name) {
        return said(name, guest -> guest.screen().picture());
    }

    Optional<Consumer<GuestScript>> keys(String name, List<KeyCode> together) {
        return said(name, guest -> guest.screen().reaction(together));
    }

    Optional<Consumer<GuestScript>> reply(String name, String channel, byte[] bytes) {
        return said(name, guest -> guest.channel(channel).reply(bytes));
    }

    Optional<List<GuestAddress>> addresses(String name) {
        return said(name, Guest::addresses);
    }

    private <T> Optional<T> said(String name, Function<Guest, Optional<T>> what) {
        Guest guest = guests.get(name);
        Optional<T> own = guest == null ? Optional.empty() : what.apply(guest);
        return own.isPresent() ? own : what.apply(others);
    }
}
