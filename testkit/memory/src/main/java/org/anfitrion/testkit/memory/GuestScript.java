package org.anfitrion.testkit.memory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a guest does, step by step: handed to the consumers of {@link Guest}, which write their steps into it. While the domain
 * is paused its guest does nothing and goes on afterwards; when the domain stops or is reset, what is left is dropped.
 *
 * <pre>{@code
 * host.guest("web").onStart(boot -> boot
 *         .println("Booting")
 *         .after(Duration.ofSeconds(2))
 *         .println("READY"));
 * }</pre>
 *
 * <p>Not thread-safe; finished when the consumer returns.
 */
public final class GuestScript {

    private final List<Step> steps = new ArrayList<>();
    private int console;

    GuestScript() {}

    /**
     * Lets the following text go to another console. A console that the domain does not have swallows it.
     *
     * @param number the console's place in the description's list, from 0; 0 unless said otherwise
     * @return this script
     */
    public GuestScript onConsole(int number) {
        console = number;
        return this;
    }

    /**
     * Prints text, as it is.
     *
     * @param text what to print, in UTF-8
     * @return this script
     */
    public GuestScript print(String text) {
        return print(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Prints bytes.
     *
     * @param bytes what to print
     * @return this script
     */
    public GuestScript print(byte[] bytes) {
        steps.add(new Print(console, bytes.clone()));
        return this;
    }

    /**
     * Prints text and ends the line as terminals do, with a carriage return and a line feed.
     *
     * @param line what to print, in UTF-8
     * @return this script
     */
    public GuestScript println(String line) {
        return print(line + "\r\n");
    }

    /**
     * Writes to one of the domain's drives. What goes beyond its end, or to a drive that the guest cannot write, is lost.
     *
     * @param target the drive, by its target, such as {@code vda}
     * @param offset from which byte of the drive on
     * @param bytes what to write
     * @return this script
     */
    public GuestScript write(String target, long offset, byte[] bytes) {
        if (offset < 0) {
            throw new IllegalArgumentException("a drive begins at byte 0, not " + offset);
        }
        steps.add(new Write(Objects.requireNonNull(target, "target"), offset, bytes.clone()));
        return this;
    }

    /**
     * Waits.
     *
     * @param wait how long, by the host's {@link GuestClock}
     * @return this script
     */
    public GuestScript after(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a guest does not wait a negative time: " + wait);
        }
        steps.add(new Wait(wait));
        return this;
    }

    /**
     * Sends bytes over a channel to the host. They are lost if nobody has opened it there.
     *
     * @param channel the channel's name in the description
     * @param bytes what to send
     * @return this script
     */
    public GuestScript send(String channel, byte[] bytes) {
        steps.add(new Send(channel, bytes.clone()));
        return this;
    }

    /**
     * Shuts the domain off, as a guest does at the end of its shutdown.
     *
     * @return this script
     */
    public GuestScript shutOff() {
        steps.add(new End(Ending.SHUT_OFF));
        return this;
    }

    /**
     * Boots again.
     *
     * @return this script
     */
    public GuestScript reboot() {
        steps.add(new End(Ending.REBOOT));
        return this;
    }

    /**
     * Crashes.
     *
     * @return this script
     */
    public GuestScript crash() {
        steps.add(new End(Ending.CRASH));
        return this;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    boolean shutsOff() {
        return steps.stream().anyMatch(step -> step instanceof End end && end.how != Ending.REBOOT);
    }

    /** How a guest ends what it does. */
    enum Ending {
        SHUT_OFF,
        REBOOT,
        CRASH
    }

    sealed interface Step permits Print, Write, Send, Wait, End {}

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Print(int console, byte[] bytes) implements Step {}

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Write(String target, long offset, byte[] bytes) implements Step {}

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Send(String channel, byte[] bytes) implements Step {}

    record Wait(Duration duration) implements Step {}

    record End(Ending how) implements Step {
        End {
            Objects.requireNonNull(how, "how");
        }
    }
}
