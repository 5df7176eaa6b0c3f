package org.anfitrion.driver.openvz;

import com.google.common.util.concurrent.Striped;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.driver.openvz.tool.Dialect;
import org.anfitrion.driver.openvz.tool.Tools;
import org.anfitrion.driver.openvz.tool.Verb;
import org.anfitrion.spi.Deadline;

/** The containers of one host: how they are addressed, and kept from being changed by two threads at once. Thread-safe. */
final class Containers {

    /** Of this process: two sessions may change one container. Other processes are held off by vzctl's own locks. */
    private static final Striped<Lock> LOCKS = Striped.lock(64);

    private final Tools tools;
    private final Dialect dialect;
    private final ConfigFiles files;
    private final String host;

    Containers(Tools tools, Dialect dialect, ConfigFiles files, String host) {
        this.tools = tools;
        this.dialect = dialect;
        this.files = files;
        this.host = host;
    }

    /** The same for what has to be brought to its end, even if the session is closed meanwhile. */
    Containers ungated() {
        Tools free = tools.ungated();
        return new Containers(free, dialect, files.by(free), host);
    }

    boolean isSameHost(Containers other) {
        return host.equals(other.host);
    }

    Tools tools() {
        return tools;
    }

    Dialect dialect() {
        return dialect;
    }

    ConfigFiles files() {
        return files;
    }

    /** Begins an operation: the session is open, and may do that. */
    Failure begin(String operation, DomainId id, boolean changes) {
        Failure attempt = Failure.to(operation, "container '" + id.key() + "'");
        tools.gate().admit(attempt, changes);
        if (!id.key().matches("[A-Za-z0-9-]+") || id.key().startsWith("-")) {
            throw notFound(attempt);
        }
        return attempt;
    }

    static NotFoundException notFound(Failure attempt) {
        return new NotFoundException(attempt.because("there is no such container"));
    }

    VeConfig config(DomainId id, Failure attempt) {
        return files.find(id.key(), attempt).orElseThrow(() -> notFound(attempt));
    }

    /** Does something to a container as a whole. */
    void act(Verb verb, String id, Deadline deadline, Failure attempt) {
        tools.to(attempt).changing().until(deadline).run(dialect, dialect.words(verb, id));
    }

    /** Runs one of the tools with a change. */
    void change(List<String> words, Failure attempt) {
        tools.to(attempt).changing().run(dialect, words);
    }

    /** Keeps other threads from changing the container. */
    Held hold(String id) {
        Lock lock = LOCKS.get(host + " " + id);
        lock.lock();
        return lock::unlock;
    }

    /** A container that no other thread changes. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
