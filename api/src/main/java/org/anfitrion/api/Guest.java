package org.anfitrion.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.guest.ExecResult;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;

/**
 * What can be done inside a guest: by the agent of a machine, or by the host in a container.
 *
 * <pre>{@code
 * web.awaitGuest(Duration.ofMinutes(1));
 * ExecResult result = web.guest().exec(Duration.ofSeconds(10), "uname", "-r");
 * web.guest().write("/etc/motd", "welcome\n".getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(10));
 * }</pre>
 */
public final class Guest {

    private static final Duration BRIEF = Duration.ofSeconds(30);

    private final Domain domain;
    private final FacetHandle<GuestFacet> facet;

    Guest(Domain domain) {
        this.domain = domain;
        this.facet = new FacetHandle<>(domain.host(), GuestFacet.class);
    }

    /**
     * Asks the guest for a sign of life.
     *
     * @param timeout how long to wait for it
     * @throws org.anfitrion.api.error.InvalidStateException if nobody answers there
     * @throws org.anfitrion.api.error.OperationTimeoutException if there is no answer in time
     */
    public void ping(Duration timeout) {
        facet.read("guest.ping", Feature.GUEST_INFO, guest -> {
            guest.ping(domain.id(), Deadline.after(timeout));
            return true;
        });
    }

    /**
     * Runs a program to its end. One that has not ended in time is killed where the backend can.
     *
     * @param timeout how long it may take
     * @param command the program, then its arguments; no shell is involved
     * @return exit code, output and errors
     * @throws org.anfitrion.api.error.NotFoundException if there is no such program in the guest
     * @throws org.anfitrion.api.error.OperationTimeoutException if it has not ended in time
     */
    public ExecResult exec(Duration timeout, String... command) {
        return exec(timeout, ExecSpec.of(command));
    }

    /**
     * Runs a program to its end. One that has not ended in time is killed where the backend can.
     *
     * @param timeout how long it may take
     * @param spec what to run
     * @return exit code, output and errors
     * @throws org.anfitrion.api.error.NotFoundException if there is no such program in the guest
     * @throws org.anfitrion.api.error.OperationTimeoutException if it has not ended in time
     */
    public ExecResult exec(Duration timeout, ExecSpec spec) {
        Deadline deadline = Deadline.after(timeout);
        try (GuestProgram program = start(spec)) {
            return program.collect(deadline);
        }
    }

    /**
     * Starts a program, and does not wait for it.
     *
     * @param spec what to run
     * @return the program; the caller closes it
     * @throws org.anfitrion.api.error.NotFoundException if there is no such program in the guest
     */
    public GuestProgram start(ExecSpec spec) {
        return new GuestProgram(
                domain,
                facet.change(
                        "guest.exec",
                        Feature.GUEST_EXEC,
                        guest -> guest.exec(domain.id(), spec, Deadline.after(BRIEF))));
    }

    /**
     * Reads a file of the guest.
     *
     * @param path an absolute path in the guest
     * @param timeout how long it may take
     * @return its content
     * @throws org.anfitrion.api.error.NotFoundException if there is no such file
     */
    public byte[] read(String path, Duration timeout) {
        return facet.read("guest.read", Feature.GUEST_FILES, guest -> {
            try (InputStream content = guest.read(domain.id(), path, Deadline.after(timeout))) {
                return content.readAllBytes();
            } catch (IOException e) {
                throw failed("read", path, e);
            }
        });
    }

    /**
     * Writes a file of the guest; what was in it is gone.
     *
     * @param path an absolute path in the guest
     * @param content what it should hold
     * @param timeout how long it may take
     */
    public void write(String path, byte[] content, Duration timeout) {
        facet.run("guest.write", Feature.GUEST_FILES, guest -> {
            try (OutputStream target = guest.write(domain.id(), path, Deadline.after(timeout))) {
                target.write(content);
            } catch (IOException e) {
                throw failed("write", path, e);
            }
        });
    }

    /**
     * Asks the guest for facts about itself.
     *
     * @return the facts
     * @throws org.anfitrion.api.error.InvalidStateException if nobody answers there
     */
    public GuestInfo info() {
        return facet.read("guest.info", Feature.GUEST_INFO, guest -> guest.info(domain.id(), Deadline.after(BRIEF)));
    }

    /**
     * Runs something while the file systems of the guest hold still, and lets them go on afterwards in any case.
     *
     * @param work what to do; the guest can write nothing meanwhile
     * @throws org.anfitrion.api.error.InvalidStateException if they hold still already
     */
    public void whileFrozen(Runnable work) {
        facet.change("guest.freeze", Feature.GUEST_FREEZE, guest -> guest.freeze(domain.id(), Set.of()));
        try {
            work.run();
        } finally {
            facet.change("guest.thaw", Feature.GUEST_FREEZE, guest -> guest.thaw(domain.id()));
        }
    }

    /**
     * Sets a user's password in the guest.
     *
     * @param user the user's name
     * @param password the new one
     */
    public void password(String user, Password password) {
        facet.run("guest.password", Feature.GUEST_PASSWORD, guest -> guest.password(domain.id(), user, password));
    }

    /**
     * Reads the guest's clock.
     *
     * @return what it shows
     */
    public Instant time() {
        return facet.read("guest.time", Feature.GUEST_TIME, guest -> guest.time(domain.id()));
    }

    /**
     * Sets the guest's clock.
     *
     * @param time what it should show
     */
    public void setTime(Instant time) {
        facet.run("guest.setTime", Feature.GUEST_TIME, guest -> guest.setTime(domain.id(), time));
    }

    private BackendFailureException failed(String verb, String path, IOException why) {
        return new BackendFailureException(Failure.to(verb, "file '" + path + "' of " + domain)
                .because(String.valueOf(why.getMessage()))
                .causedBy(why));
    }
}
