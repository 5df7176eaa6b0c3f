package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * A guest that boots and says so on its first console. It is booted a few times per backend and shared by the tests.
 * Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * BootableGuest.of(b -> b.boot(kernel).console(ConsoleSpec.serial()))
 *         .says("READY")
 *         .within(Duration.ofSeconds(60))
 *         .listens()
 *         .echoes();
 * }</pre>
 */
public final class BootableGuest {

    private final UnaryOperator<DomainSpecBuilder> domain;
    private final String begins;
    private final String says;
    private final Duration within;
    private final boolean listens;
    private final boolean echoes;
    private final boolean suspends;

    private BootableGuest(
            UnaryOperator<DomainSpecBuilder> domain,
            String begins,
            String says,
            Duration within,
            boolean listens,
            boolean echoes,
            boolean suspends) {
        this.domain = Objects.requireNonNull(domain, "domain");
        this.begins = Objects.requireNonNull(begins, "begins");
        this.says = Objects.requireNonNull(says, "says");
        this.within = Objects.requireNonNull(within, "within");
        this.listens = listens;
        this.echoes = echoes;
        this.suspends = suspends;
    }

    /**
     * Describes a guest that says {@code READY} within a minute and hears nothing.
     *
     * @param domain adds to a description what this guest needs: boot, console
     * @return the guest
     */
    public static BootableGuest of(UnaryOperator<DomainSpecBuilder> domain) {
        return new BootableGuest(domain, "", "READY", Duration.ofMinutes(1), false, false, false);
    }

    /**
     * Sets the very first characters that the console shows: they tell a lost beginning.
     *
     * @param text the characters; without it they are not compared
     * @return a changed copy
     */
    public BootableGuest begins(String text) {
        return new BootableGuest(domain, text, says, within, listens, echoes, suspends);
    }

    /**
     * Sets what the guest says once it has booted.
     *
     * @param text some characters on one line
     * @return a changed copy
     */
    public BootableGuest says(String text) {
        return new BootableGuest(domain, begins, text, within, listens, echoes, suspends);
    }

    /**
     * Sets how long it may take to boot, and to shut down.
     *
     * @param time the longest
     * @return a changed copy
     */
    public BootableGuest within(Duration time) {
        return new BootableGuest(domain, begins, says, time, listens, echoes, suspends);
    }

    /**
     * Says that the guest obeys when asked to shut down or to reboot.
     *
     * @return a changed copy
     */
    public BootableGuest listens() {
        return new BootableGuest(domain, begins, says, within, true, echoes, suspends);
    }

    /**
     * Says that a line typed on the console comes back there, as any Unix terminal does it.
     *
     * @return a changed copy
     */
    public BootableGuest echoes() {
        return new BootableGuest(domain, begins, says, within, listens, true, suspends);
    }

    /**
     * Says that the backend saves a domain's memory with the guest's help only, as Xen does: each that is saved boots before.
     *
     * @return a changed copy
     */
    public BootableGuest suspends() {
        return new BootableGuest(domain, begins, says, within, listens, echoes, true);
    }

    DomainSpec spec(DomainSpec plain) {
        return domain.apply(plain.toBuilder()).build();
    }

    String begins() {
        return begins;
    }

    String says() {
        return says;
    }

    Duration within() {
        return within;
    }

    boolean isListening() {
        return listens;
    }

    boolean isEchoing() {
        return echoes;
    }

    boolean isSuspending() {
        return suspends;
    }
}
