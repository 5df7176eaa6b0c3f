package org.anfitrion.testkit.memory;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * The hosts in memory that have a name in this process: what {@code mem:///name} connects to. Thread-safe.
 *
 * <pre>{@code
 * MemoryHypervisor host = MemoryHosts.named("shop");
 * host.guest("web").onStart(boot -> boot.println("web login:"));
 * // the application under test connects to mem:///shop by its own configuration
 * MemoryHosts.remove("shop");
 * }</pre>
 *
 * <p>A host stays, with its domains, until it is removed: a test that uses a name removes it at its end.
 */
public final class MemoryHosts {

    private static final Map<String, MemoryHypervisor> HOSTS = new ConcurrentHashMap<>();

    private MemoryHosts() {}

    /**
     * Returns the host of a name, made if there is none.
     *
     * @param name the name, without slash
     * @return the one host of that name
     */
    public static MemoryHypervisor named(String name) {
        return HOSTS.computeIfAbsent(
                checked(name), key -> MemoryHypervisor.builder().name(key).build());
    }

    /**
     * Gives a name to a host that was made by its builder.
     *
     * @param name the name, without slash
     * @param host the host
     * @throws AlreadyExistsException if another host has that name
     */
    public static void put(String name, MemoryHypervisor host) {
        MemoryHypervisor other = HOSTS.putIfAbsent(checked(name), Objects.requireNonNull(host, "host"));
        if (other != null && other != host) {
            throw new AlreadyExistsException(Failure.to("name", "host '" + name + "'")
                    .because("another host in memory has that name; remove it first"));
        }
    }

    /**
     * Forgets a host; its connections break. The next connection to the name finds a new one.
     *
     * @param name the name
     */
    public static void remove(String name) {
        MemoryHypervisor host = HOSTS.remove(name);
        if (host != null) {
            host.dropConnections();
        }
    }

    /** Forgets all hosts; their connections break. */
    public static void removeAll() {
        names().forEach(MemoryHosts::remove);
    }

    /**
     * Returns which hosts there are.
     *
     * @return their names, as they are now
     */
    public static Set<String> names() {
        return Set.copyOf(HOSTS.keySet());
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw InvalidSpecException.of(
                    "host name", name, "the name of a host in memory is not empty and has no slash");
        }
        return name;
    }
}
