package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.network.Subnet;
import org.jspecify.annotations.Nullable;

/**
 * How the guest of one domain behaves, or of all that nothing is said about. May be told before the domain exists, holds for
 * every domain of that name that comes, and counts from its next step on. Thread-safe.
 *
 * <pre>{@code
 * host.guest("web")
 *         .onStart(boot -> boot.after(Duration.ofSeconds(3)).println("web login:"))
 *         .when("uptime").println("up 3 days")
 *         .onShutdown(down -> down.println("Stopping nginx").after(Duration.ofSeconds(1)).shutOff());
 * host.guest("stubborn").ignoreShutdown();
 * host.guest("broken").crashAfter(Duration.ofSeconds(5));
 * }</pre>
 *
 * <p>Where nothing is said, a guest prints {@code READY} 100 ms after its start, echoes what is typed, says so and shuts off
 * when asked to, and boots again when asked to. An exception from a consumer or function crashes the guest, and is logged.
 */
public final class Guest {

    /** How long a guest takes to let go that never does. */
    static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final GuestBook book;
    private final @Nullable String name;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<GuestAddress> addresses = new CopyOnWriteArrayList<>();
    private final GuestScreen screen;
    private final Map<String, GuestChannel> channels = new ConcurrentHashMap<>();
    private volatile @Nullable Consumer<GuestScript> start;
    private volatile @Nullable Consumer<GuestScript> shutdown;
    private volatile @Nullable Consumer<GuestScript> reboot;
    private volatile @Nullable Duration crash;
    private volatile @Nullable Boolean echo;
    private volatile @Nullable UnaryOperator<String> calls;
    private volatile @Nullable Duration release;

    Guest(GuestBook book, @Nullable String name) {
        this.book = book;
        this.name = name;
        this.screen = new GuestScreen(book, nameOrAny());
    }

    /**
     * Says what the guest does when it boots.
     *
     * @param script writes the steps
     * @return this guest
     */
    public Guest onStart(Consumer<GuestScript> script) {
        start = Objects.requireNonNull(script, "script");
        return this;
    }

    /**
     * Says what the guest does when it is asked to shut down.
     *
     * @param script writes the steps; without {@link GuestScript#shutOff()} among them the domain runs on
     * @return this guest
     */
    public Guest onShutdown(Consumer<GuestScript> script) {
        shutdown = Objects.requireNonNull(script, "script");
        return this;
    }

    /**
     * Makes the guest deaf to requests to shut down.
     *
     * @return this guest
     */
    public Guest ignoreShutdown() {
        return onShutdown(deaf -> {});
    }

    /**
     * Says what the guest does when it is asked to reboot.
     *
     * @param script writes the steps; without {@link GuestScript#reboot()} among them nothing boots again
     * @return this guest
     */
    public Guest onReboot(Consumer<GuestScript> script) {
        reboot = Objects.requireNonNull(script, "script");
        return this;
    }

    /**
     * Makes the guest crash each time it has run for a while.
     *
     * @param running how long after each boot
     * @return this guest
     */
    public Guest crashAfter(Duration running) {
        if (running.isNegative()) {
            throw new IllegalArgumentException("a guest does not crash before it starts: " + running);
        }
        crash = running;
        return this;
    }

    /**
     * Says whether typed bytes come back on the console, as a terminal does it.
     *
     * @param on whether they do
     * @return this guest
     */
    public Guest echo(boolean on) {
        echo = on;
        return this;
    }

    /**
     * Says how long the guest takes to let go of a device that is unplugged; no time unless said otherwise.
     *
     * @param wait how long, by the host's {@link GuestClock}
     * @return this guest
     */
    public Guest releaseDevicesAfter(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a guest does not let go before it is asked to: " + wait);
        }
        release = wait;
        return this;
    }

    /**
     * Lets the guest never let go of a device that is unplugged.
     *
     * @return this guest
     */
    public Guest keepDevices() {
        release = FOR_EVER;
        return this;
    }

    /**
     * Begins the reply to a line that is typed.
     *
     * @param line the whole line, without its end
     * @return how to reply; the youngest of several that match is taken
     */
    public Reply when(String line) {
        return when(Pattern.compile(Pattern.quote(line)));
    }

    /**
     * Begins the reply to lines that are typed.
     *
     * @param line a pattern that matches the whole line, without its end
     * @return how to reply; the youngest of several that match is taken
     */
    public Reply when(Pattern line) {
        return new Reply(this, Objects.requireNonNull(line, "line"));
    }

    /**
     * Says what raw calls on the channel {@code memory} answer.
     *
     * @param answer makes the answer from the request
     * @return this guest
     */
    public Guest onCall(UnaryOperator<String> answer) {
        calls = Objects.requireNonNull(answer, "answer");
        return this;
    }

    /**
     * Lets the guest say that it has an address, beside others that it was let say. A guest that was let say none tells its
     * leases, if it is a container or has the channel of an agent.
     *
     * @param guestInterface its name for the card, such as {@code eth0}
     * @param cidr the address with the prefix length, such as {@code 10.0.0.5/24}
     * @return this guest
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not such
     */
    public Guest hasAddress(String guestInterface, String cidr) {
        Subnet both = Subnet.of(cidr);
        addresses.add(new GuestAddress(
                Optional.of(guestInterface), Optional.empty(), both.gateway(), both.prefix(), AddressSource.AGENT));
        return this;
    }

    /**
     * Returns what the guest shows and does when keys are pressed.
     *
     * @return its screen, always the same
     */
    public GuestScreen screen() {
        return screen;
    }

    /**
     * Returns the guest's end of a channel.
     *
     * @param channel the channel's name in the description
     * @return its end, always the same for a name
     */
    public GuestChannel channel(String channel) {
        return channels.computeIfAbsent(channel, key -> new GuestChannel(book, nameOrAny(), key));
    }

    /**
     * Lets the guest do something at once, beside what else it does.
     *
     * @param script writes the steps
     * @return this guest
     * @throws org.anfitrion.api.error.InvalidStateException if the domain does not run
     * @throws org.anfitrion.api.error.NotFoundException if there is no such domain, or this is the guest of all domains
     */
    public Guest now(Consumer<GuestScript> script) {
        book.model().act(nameOrAny(), Objects.requireNonNull(script, "script"));
        return this;
    }

    /**
     * Returns what was typed on the domain's consoles in its present or last run.
     *
     * @return the bytes as they arrived; none if there is no such domain
     */
    public byte[] typed() {
        return book.model().typed(nameOrAny());
    }

    private String nameOrAny() {
        return name == null ? "" : name;
    }

    void add(Answer answer) {
        answers.add(0, answer);
    }

    Optional<Consumer<GuestScript>> start() {
        return Optional.ofNullable(start);
    }

    Optional<Consumer<GuestScript>> shutdown() {
        return Optional.ofNullable(shutdown);
    }

    Optional<Consumer<GuestScript>> reboot() {
        return Optional.ofNullable(reboot);
    }

    Optional<Duration> crash() {
        return Optional.ofNullable(crash);
    }

    Optional<Duration> release() {
        return Optional.ofNullable(release);
    }

    Optional<Boolean> echoes() {
        return Optional.ofNullable(echo);
    }

    Optional<UnaryOperator<String>> calls() {
        return Optional.ofNullable(calls);
    }

    Optional<List<GuestAddress>> addresses() {
        return addresses.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(addresses));
    }

    Optional<Consumer<GuestScript>> reply(String line) {
        for (Answer answer : answers) {
            Matcher matcher = answer.line.matcher(line);
            if (matcher.matches()) {
                MatchResult match = matcher.toMatchResult();
                return Optional.of(script -> answer.script.apply(match).accept(script));
            }
        }
        return Optional.empty();
    }

    /** A reply that is being described. Immutable. */
    public static final class Reply {

        private final Guest guest;
        private final Pattern line;

        private Reply(Guest guest, Pattern line) {
            this.guest = guest;
            this.line = line;
        }

        /**
         * Replies with text, as it is.
         *
         * @param text what to print, in UTF-8
         * @return the guest
         */
        public Guest print(String text) {
            return run(script -> script.print(text));
        }

        /**
         * Replies with a line.
         *
         * @param text what to print before the line's end, in UTF-8
         * @return the guest
         */
        public Guest println(String text) {
            return run(script -> script.println(text));
        }

        /**
         * Replies with steps.
         *
         * @param script writes the steps
         * @return the guest
         */
        public Guest run(Consumer<GuestScript> script) {
            Objects.requireNonNull(script, "script");
            return reply(match -> script);
        }

        /**
         * Replies with text that depends on what was typed.
         *
         * @param text makes what to print from the match of the pattern
         * @return the guest
         */
        public Guest answer(Function<MatchResult, String> text) {
            Objects.requireNonNull(text, "text");
            return reply(match -> script -> script.print(text.apply(match)));
        }

        private Guest reply(Function<MatchResult, Consumer<GuestScript>> script) {
            guest.add(new Answer(line, script));
            return guest;
        }
    }

    record Answer(Pattern line, Function<MatchResult, Consumer<GuestScript>> script) {}
}
